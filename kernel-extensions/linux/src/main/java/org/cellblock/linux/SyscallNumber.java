package org.cellblock.linux;

/**
 * Numbers of the calls that glibc has no function for, or one that acts on all threads of the
 * process, per architecture; syscalls(2).
 */
enum SyscallNumber {
  PIVOT_ROOT(155, 41),
  CAPSET(126, 91),
  SETGROUPS(116, 159),
  SETRESUID(117, 147),
  SETRESGID(119, 149),
  GETDENTS64(217, 61),
  PIDFD_SEND_SIGNAL(424, 424),
  OPEN_TREE(428, 428),
  MOVE_MOUNT(429, 429),
  PIDFD_OPEN(434, 434),
  CLOSE_RANGE(436, 436),
  OPENAT2(437, 437);

  private static final String ARCHITECTURE = System.getProperty("os.arch");

  private final int x86_64;
  private final int aarch64;

  SyscallNumber(int x86_64, int aarch64) {
    this.x86_64 = x86_64;
    this.aarch64 = aarch64;
  }

  long number() {
    return switch (ARCHITECTURE) {
      case "amd64" -> x86_64;
      case "aarch64" -> aarch64;
      default ->
          throw new UnsupportedOperationException(
              "architecture " + ARCHITECTURE + ": Cellblock knows amd64 and aarch64");
    };
  }
}
