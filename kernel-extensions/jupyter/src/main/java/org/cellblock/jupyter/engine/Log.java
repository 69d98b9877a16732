package org.cellblock.jupyter.engine;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** The kernel's own complaints: they go to the process's stderr, which the Jupyter server logs. */
public final class Log {
  private static final PrintStream PROCESS_STDERR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true); // System.err is a cell's

  private Log() {}

  /**
   * Writes a line.
   *
   * @param what went wrong
   * @param why it did
   */
  public static void warn(String what, Throwable why) {
    PROCESS_STDERR.println("cellblock kernel: " + what + ": " + why);
  }
}
