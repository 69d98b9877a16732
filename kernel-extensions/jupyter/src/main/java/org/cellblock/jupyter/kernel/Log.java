package org.cellblock.jupyter.kernel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** The kernel's own complaints: they go to the process's stderr, which the Jupyter server logs. */
final class Log {
  private static volatile PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true); // System.err is a cell's

  private Log() {}

  /** Has complaints go elsewhere, and answers where they went until now. */
  static PrintStream to(PrintStream other) {
    PrintStream before = out;
    out = other;
    return before;
  }

  static void warn(String what, Throwable why) {
    out.println("cellblock kernel: " + what + ": " + why);
  }
}
