package org.cellblock.linux;

import java.util.Set;
import jnr.ffi.LibraryLoader;
import jnr.ffi.mapper.FunctionMapper;
import jnr.posix.BaseNativePOSIX;
import jnr.posix.Crypt;
import jnr.posix.FileStat;
import jnr.posix.LibC;
import jnr.posix.LibCProvider;
import jnr.posix.MsgHdr;
import jnr.posix.POSIX;
import jnr.posix.SocketMacros;

/**
 * The calls of jnr-posix that are made here, and no other: a call that isn't among {@link #BOUND}
 * throws a {@link LinkageError}. jnr-posix declares 137 functions, and to bind them all would take
 * longer than everything else that a first cell waits for.
 */
final class Posix extends BaseNativePOSIX {

  private static final Set<String> BOUND = Set.of("fchmod", "flock", "kill", "waitpid", "write");

  static final POSIX CALLS = load(Native.LIBC);

  private Posix(LibC functions) {
    super(new Functions(functions), new SilentHandler());
  }

  /** Loads after the first library: with that, what both need was unpacked in a safe place. */
  private static POSIX load(Libc first) {
    FunctionMapper mapper = (name, context) -> BOUND.contains(name) ? name : "unbound_" + name;
    return new Posix(LibraryLoader.create(LibC.class).mapper(mapper).load("c"));
  }

  /** Loads what a pivoted thread could not. */
  static boolean ensure() {
    return CALLS.isNative();
  }

  private record Functions(LibC getLibC, Crypt getCrypt) implements LibCProvider {
    Functions(LibC functions) {
      this(functions, null);
    }
  }

  @Override
  public FileStat allocateStat() {
    throw new UnsupportedOperationException("stat: FileStatus asks statx(2)");
  }

  @Override
  public MsgHdr allocateMsgHdr() {
    throw new UnsupportedOperationException("sendmsg: not used");
  }

  @Override
  public SocketMacros socketMacros() {
    throw new UnsupportedOperationException("sendmsg: not used");
  }
}
