package org.cellblock.procfs;

import java.util.Optional;

/**
 * What only {@code /proc/PID/stat} tells; proc_pid_stat(5).
 *
 * @param name the command's name, at most 15 bytes of anything
 * @param ppid the parent
 * @param flags the kernel's {@code PF_*} bits
 * @param startTicks when it started, in hundredths of a second after boot
 */
record Stat(String name, long ppid, long flags, long startTicks) {

  private static final long PF_KTHREAD = 0x00200000;
  private static final int PPID = 1;
  private static final int FLAGS = 6;
  private static final int START = 19;

  /** Parses a whole file; nothing when the process ended before it could be read. */
  static Optional<Stat> parse(String text) {
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')'); // the name may hold parentheses, blanks and newlines
    if (open < 0 || close < open) {
      return Optional.empty();
    }
    String[] fields = text.substring(close + 1).strip().split(" ");
    return fields.length <= START
        ? Optional.empty()
        : Optional.of(
            new Stat(
                text.substring(open + 1, close),
                Long.parseLong(fields[PPID]),
                Long.parseLong(fields[FLAGS]),
                Long.parseLong(fields[START])));
  }

  boolean isKernelThread() {
    return (flags & PF_KTHREAD) != 0;
  }
}
