package org.cellblock.jupyter.engine;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** The kernel's own complaints: they go to the process's stderr, which the Jupyter server logs. */
public final class Log {
  private static volatile PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true); // System.err is a cell's

  private Log() {}

  /**
   * Has complaints go elsewhere.
   *
   * @param other where they go from now on
   * @return where they went until now
   */
  public static PrintStream to(PrintStream other) {
    PrintStream before = out;
    out = other;
    return before;
  }

  /**
   * Writes a line.
   *
   * @param what went wrong
   * @param why it did
   */
  public static void warn(String what, Throwable why) {
    out.println("cellblock kernel: " + what + ": " + why);
  }
}
