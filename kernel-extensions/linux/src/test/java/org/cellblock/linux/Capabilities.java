package org.cellblock.linux;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Takes the capabilities of one thread away, for tests of what is refused without; capset(2). */
final class Capabilities {

  /** The one call. */
  public interface Capset {
    int capset(Pointer header, Pointer data);
  }

  private static final int VERSION_3 = 0x20080522;
  private static final Capset LIBC = LibraryLoader.create(Capset.class).load("c");

  private Capabilities() {}

  static void dropAll() {
    Runtime runtime = Runtime.getRuntime(LIBC);
    Pointer header = Memory.allocateDirect(runtime, 8, true);
    header.putInt(0, VERSION_3);
    if (LIBC.capset(header, Memory.allocateDirect(runtime, 24, true)) != 0) {
      throw new IllegalStateException("capset: errno " + runtime.getLastError());
    }
  }
}
