package org.cellblock.linux;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/** The structures that posix_spawn(3) wants, in native memory. */
final class SpawnMemory {

  /** More than any libc's posix_spawnattr_t (336 bytes in glibc) or sigset_t (128) takes. */
  private static final int ROOM = 512;

  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;
  private static final int SETSID = 0x80;

  /** The same for every program: a session of its own, no signal blocked or ignored. */
  static final Pointer ATTRIBUTES = attributes();

  private static final int FIRST_AFTER_STDERR = 3;

  /** Whether this C library can, as far as is known: glibc 2.34. */
  private static volatile boolean closesFrom = true;

  private SpawnMemory() {}

  /**
   * Lays out which files the program has, and that it has no others: Java opens files without
   * O_CLOEXEC, on other threads also after {@link Fd#closeAllOnExec} has looked. Our own small
   * programs are in such a file, and close the others themselves.
   */
  static Pointer fileActions(SpawnRequest request, String path, List<Fd> kept) {
    Pointer actions = Memory.allocateDirect(Native.RUNTIME, ROOM);
    Native.LIBC.posix_spawn_file_actions_init(actions);
    Native.LIBC.posix_spawn_file_actions_adddup2(actions, request.stdin().number(), 0);
    Native.LIBC.posix_spawn_file_actions_adddup2(actions, request.stdout().number(), 1);
    Native.LIBC.posix_spawn_file_actions_adddup2(actions, request.stderr().number(), 2);
    for (Fd each : kept) {
      // onto itself: the copy is not closed on exec
      Native.LIBC.posix_spawn_file_actions_adddup2(actions, each.number(), each.number());
    }
    if (!path.startsWith(MemoryFile.PLACE)) {
      closeOthers(actions);
    }
    return actions;
  }

  private static void closeOthers(Pointer actions) {
    if (closesFrom && Fd.hasCloseRange()) { // without it glibc needs a /proc in the cell's root
      try {
        Native.LIBC.posix_spawn_file_actions_addclosefrom_np(actions, FIRST_AFTER_STDERR);
      } catch (UnsatisfiedLinkError older) {
        closesFrom = false;
      }
    }
  }

  /** Lays out a null-terminated array of C strings, the strings behind the array. */
  static Pointer strings(List<String> values) {
    int pointers = (values.size() + 1) * Long.BYTES;
    byte[] texts = (String.join("\0", values) + "\0").getBytes(StandardCharsets.UTF_8);
    Pointer block = Memory.allocateDirect(Native.RUNTIME, pointers + texts.length);
    block.put(pointers, texts, 0, texts.length);
    long begin = block.address() + pointers;
    int offset = 0;
    for (int i = 0; i < values.size(); i++) {
      block.putAddress((long) i * Long.BYTES, begin + offset);
      while (texts[offset] != 0) {
        offset++;
      }
      offset++;
    }
    block.putAddress((long) values.size() * Long.BYTES, 0L);
    return block;
  }

  private static Pointer attributes() {
    Pointer attributes = Memory.allocateDirect(Native.RUNTIME, ROOM);
    Pointer signals = Memory.allocateDirect(Native.RUNTIME, ROOM);
    Native.LIBC.posix_spawnattr_init(attributes);
    Native.LIBC.sigfillset(signals);
    Native.LIBC.posix_spawnattr_setsigdefault(attributes, signals);
    Native.LIBC.sigemptyset(signals);
    Native.LIBC.posix_spawnattr_setsigmask(attributes, signals);
    Native.LIBC.posix_spawnattr_setflags(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID));
    Reference.reachabilityFence(signals);
    return attributes;
  }
}
