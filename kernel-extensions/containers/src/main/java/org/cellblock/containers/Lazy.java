package org.cellblock.containers;

import java.util.function.Supplier;

/**
 * A value made when first asked for; a failure is not kept, so that it can be mended and retried.
 */
final class Lazy<T> implements Supplier<T> {

  private final Supplier<T> maker;
  private T value;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    if (value == null) {
      value = maker.get();
    }
    return value;
  }
}
