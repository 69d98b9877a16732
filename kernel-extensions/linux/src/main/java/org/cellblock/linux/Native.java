package org.cellblock.linux;

import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** The loaded C library. */
final class Native {

  static final Libc LIBC = NativeLibrary.unpacked(() -> LibraryLoader.create(Libc.class).load("c"));
  static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

  private Native() {}

  /** Returns the errno of the last call on this thread; meaningful only after a -1. */
  static int errno() {
    return LastError.getLastError(RUNTIME);
  }
}
