package org.cellblock.jupyter.start;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.cellblock.jupyter.engine.Ending;
import org.cellblock.jupyter.engine.ExitRefused;

/**
 * Ends the JVM when a thread dies because the heap is full and stays so: the Jupyter server notices
 * and starts another, where one without its threads would be waited for. It makes no object then.
 */
final class Exhausted implements Thread.UncaughtExceptionHandler {
  private static final int STATUS = 3;

  /** One part in so many must be free for the kernel to go on. */
  private static final int LEAST = 50;

  private static final byte[] LAST_WORDS =
      "cellblock kernel: the heap is full; it ends\n".getBytes(StandardCharsets.US_ASCII);

  private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);

  /** Looks after all threads, the learner's as well. */
  static void watch() {
    Thread.setDefaultUncaughtExceptionHandler(new Exhausted());
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError && isFull()) {
      end();
    }
    PrintStream err = System.err; // a cell's own, perhaps
    if (err == null) {
      return;
    }
    if (thrown instanceof ExitRefused) {
      err.println("Thread \"" + thread.getName() + "\" has ended: " + thrown.getMessage());
      return;
    }
    err.print("Exception in thread \"" + thread.getName() + "\" "); // as Java would
    thrown.printStackTrace(err);
  }

  private static boolean isFull() {
    System.gc(); // what the dead thread held is free
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    return runtime.maxMemory() - used < runtime.maxMemory() / LEAST;
  }

  private void end() {
    try {
      stderr.write(LAST_WORDS);
    } catch (IOException closed) {
      // then nobody reads them
    } finally {
      Ending.halt(STATUS);
    }
  }
}
