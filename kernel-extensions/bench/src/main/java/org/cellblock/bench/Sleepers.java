package org.cellblock.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** Processes that do nothing, in namespaces of their own; closing ends them. */
final class Sleepers implements AutoCloseable {

  private final Process parent;
  private final int count;

  private Sleepers(Process parent, int count) {
    this.parent = parent;
    this.count = count;
  }

  /**
   * Starts them and waits until all are there.
   *
   * @param program the compiled {@code sleepers}
   * @param count how many processes
   * @param groups how many sets of namespaces; at most as many as processes
   * @throws IllegalStateException when they can't be started, with the reason
   */
  static Sleepers start(Path program, int count, int groups) throws IOException {
    Process parent =
        new ProcessBuilder(program.toString(), Integer.toString(count), Integer.toString(groups))
            .redirectErrorStream(true)
            .start();
    Sleepers sleepers = new Sleepers(parent, count);
    BufferedReader words = parent.inputReader();
    String first = words.readLine();
    if (!"ready".equals(first)) {
      sleepers.close();
      throw new IllegalStateException("start sleepers [%d]: %s".formatted(count, first));
    }
    return sleepers;
  }

  /** Returns how many there are. */
  int count() {
    return count;
  }

  /** Ends them, and waits for the one that started them. */
  @Override
  public void close() throws IOException {
    parent.getOutputStream().close();
    try {
      parent.waitFor();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
