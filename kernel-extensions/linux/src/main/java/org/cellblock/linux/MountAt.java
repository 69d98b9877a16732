package org.cellblock.linux;

import java.util.function.Consumer;

/**
 * Lets mount(2) take an open file for its target: the kernel follows {@code thread-self/fd/N}
 * without a second walk, in which somebody could have put a link.
 *
 * <p>The /proc is the host's, held open: a thread sees itself in that one, whatever root and
 * whatever /proc it has.
 */
final class MountAt {

  private static final Fd PROC = Fd.open("/proc", RootDirectory.O_PATH | DirectoryFd.O_DIRECTORY);

  private MountAt() {}

  /** Loads what a pivoted thread could not. */
  static void ensure() {
    PROC.number();
  }

  /** Runs a call with a path that is this place; the working directory is another meanwhile. */
  static void run(Fd place, Consumer<String> call) {
    try (Fd before = Fd.open(".", RootDirectory.O_PATH | DirectoryFd.O_DIRECTORY)) {
      fchdir(PROC);
      try {
        call.accept("thread-self/fd/" + place.number());
      } finally {
        fchdir(before);
      }
    }
  }

  static void fchdir(Fd directory) {
    int fd = directory.number();
    Syscall.check("fchdir", Arguments.of("fd", fd), Native.LIBC.fchdir(fd));
  }
}
