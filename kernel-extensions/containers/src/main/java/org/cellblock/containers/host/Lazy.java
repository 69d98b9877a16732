package org.cellblock.containers.host;

import java.util.function.Supplier;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;

/**
 * A value made on the host when first asked for; a failure is not kept, so that it can be mended
 * and retried.
 *
 * @param <T> the kind of value
 */
public final class Lazy<T> implements Supplier<T> {

  private final Supplier<T> maker;
  private volatile T value;

  /**
   * Makes one whose value isn't made yet.
   *
   * @param maker makes the value, on the thread of the host
   */
  public Lazy(Supplier<T> maker) {
    this.maker = Given.notNull(maker, "maker", "what makes the value");
  }

  /** Returns the value, made now if it hasn't been. */
  @Override
  public T get() {
    T made = value;
    return made == null ? HostThread.call(this::make) : made;
  }

  /** Nobody may hold the monitor who waits for the host's thread, which may want it too. */
  private synchronized T make() {
    if (value == null) {
      value = maker.get();
    }
    return value;
  }
}
