package org.cellblock.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntSupplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * What tells a program of ours, and all that it starts, from the host's own: a soft limit of
 * RLIMIT_LOCKS that nobody else has.
 *
 * <p>The kernel has ignored this limit since 2.4.25, but children inherit it, through fork(2) and
 * execve(2), setsid(2) and an emptied environment, and {@code /proc/PID/limits} shows it, with
 * every version of cgroups and without any right. A program that sets this limit itself is lost
 * sight of; what a ProcessBuilder starts in the millisecond of another's birth has its mark.
 *
 * @param number the limit
 * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
 */
public record ProcessMark(long number) {

  private static final int MARKS = 1_000_000;
  private static final long LEAST = 100_000_000_000L;
  private static final long PROCESS = ThreadLocalRandom.current().nextLong(LEAST, 10 * LEAST);
  private static final AtomicInteger LAST = new AtomicInteger();
  private static final String LINE = "Max file locks ";

  /** How long killed processes get to end: promised is that nothing is left after two seconds. */
  private static final long END_MILLIS = 2_000;

  private static final int PAUSE_MILLIS = 1;

  /** What prlimit(2) calls the process that asks. */
  private static final int OWN = 0;

  /** What is born with a mark is born alone; all others may be at the same time. */
  private static final ReadWriteLock BIRTHS = new ReentrantReadWriteLock();

  /** The mark of what this process starts on the host. */
  public static final ProcessMark OF_THE_HOST = new ProcessMark(PROCESS * MARKS);

  /**
   * Checks that the mark is one of this process: what carries another isn't ours to find.
   *
   * @throws IllegalArgumentException for any other number
   */
  public ProcessMark {
    if (number / MARKS != PROCESS) {
      throw new IllegalArgumentException(
          "mark [%d]: expected one of this process: ProcessMark.next() makes one"
              .formatted(number));
    }
  }

  /**
   * Makes a mark of this process that no open cell has.
   *
   * @return the mark
   */
  public static ProcessMark next() {
    return new ProcessMark(PROCESS * MARKS + 1 + LAST.getAndIncrement() % (MARKS - 1));
  }

  /**
   * Says whether a process carries any mark of this process.
   *
   * @param pid a process, as {@code /proc} has it
   * @return false for one that has ended
   */
  public static boolean isOurs(long pid) {
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      return limit(proc, Long.toString(pid)) / MARKS == PROCESS;
    }
  }

  /** Returns the extended regular expression of the line of limits that every mark of ours has. */
  public static String pattern() {
    return "^%s +%d[0-9]{6} ".formatted(LINE.strip(), PROCESS);
  }

  /**
   * Has a child be born with a mark, from before its first instruction on: it inherits what this
   * process has for a moment.
   *
   * @param mark which one; null for a child that needs none
   * @param birth what starts the child
   */
  static int on(ProcessMark mark, IntSupplier birth) {
    Lock lock = mark == null ? BIRTHS.readLock() : BIRTHS.writeLock();
    lock.lock();
    try {
      return mark == null ? birth.getAsInt() : mark.on(birth);
    } finally {
      lock.unlock();
    }
  }

  private int on(IntSupplier birth) {
    long[] former = setLimit(number, Rlimit.UNLIMITED);
    try {
      return birth.getAsInt();
    } finally {
      setLimit(former[0], former[1]);
    }
  }

  /** Sets this process's limit and returns the former one, soft and hard. */
  private static long[] setLimit(long soft, long hard) {
    Resource resource = Resource.RLIMIT_LOCKS;
    Pointer former = Memory.allocateDirect(Native.RUNTIME, 2 * Long.BYTES);
    int answer = Native.LIBC.prlimit(OWN, resource.number(), new long[] {soft, hard}, former);
    if (answer == -1) {
      throw SyscallException.explained(
          "prlimit",
          Arguments.of("pid", OWN, "resource", resource, "new_limit", soft),
          Native.errno(),
          new Explanation(
              "programs are marked by this limit, which Linux ignores; its hard limit isn't"
                  + " unlimited here",
              "start with ulimit -Hx unlimited"));
    }
    return new long[] {former.getLong(0), former.getLong(Long.BYTES)};
  }

  /**
   * Lists the processes that carry this mark now.
   *
   * @return their ids, as {@code /proc} has them; not those that have ended and wait to be reaped
   */
  public List<Long> processes() {
    List<Long> found = new ArrayList<>();
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      proc.list(
          name -> {
            if (Character.isDigit(name.charAt(0)) && isMarked(proc, name)) {
              found.add(Long.parseLong(name));
            }
          });
    }
    return found;
  }

  /**
   * Kills the processes that carry this mark, and those that they start meanwhile, until there is
   * none.
   *
   * @throws IllegalStateException when some are still there two seconds later: frozen ones, or such
   *     as wait in the kernel
   */
  public void end() {
    long last = System.nanoTime() + END_MILLIS * 1_000_000;
    List<Long> left = processes();
    while (!left.isEmpty()) {
      if (System.nanoTime() > last) {
        throw new IllegalStateException(
            "processes %s: killed %d ms ago and still there; frozen in a cgroup, perhaps?"
                .formatted(left, END_MILLIS));
      }
      left.forEach(this::kill);
      Pause.uninterrupted(PAUSE_MILLIS);
      left = processes();
    }
  }

  /** The number may be another process's by now: what is killed is what the pidfd holds. */
  private void kill(long pid) {
    long number = Native.LIBC.syscall(SyscallNumber.PIDFD_OPEN.number(), pid, 0L);
    if (number < 0) {
      return; // it has ended
    }
    try (Fd pidfd = new Fd((int) number);
        DirectoryFd proc = DirectoryFd.open("/proc")) {
      if (isMarked(proc, Long.toString(pid))) {
        long answer =
            Native.LIBC.syscall(
                SyscallNumber.PIDFD_SEND_SIGNAL.number(),
                (long) pidfd.number(),
                Signal.SIGKILL.number(),
                0L,
                0L);
        check(pid, answer);
      }
    }
  }

  private static void check(long pid, long answer) {
    int errno = answer < 0 ? Native.errno() : 0;
    if (errno != 0 && errno != Errno.ESRCH) {
      throw SyscallException.of(
          "pidfd_send_signal", Arguments.of("pid", pid, "signal", Signal.SIGKILL), errno);
    }
  }

  /**
   * A zombie has its limits still; its parent may take its time to reap it. And this process has
   * the mark itself while another thread starts something.
   */
  private boolean isMarked(DirectoryFd proc, String pid) {
    return limit(proc, pid) == number && !isZombie(proc, pid) && !isSelf(proc, pid);
  }

  private static boolean isSelf(DirectoryFd proc, String pid) {
    return proc.readlink("self").filter(pid::equals).isPresent();
  }

  private static boolean isZombie(DirectoryFd proc, String pid) {
    String stat = proc.read(pid + "/stat").orElse("");
    int state = stat.lastIndexOf(") ") + 2;
    return state >= stat.length() || "ZX".indexOf(stat.charAt(state)) >= 0;
  }

  private static long limit(DirectoryFd proc, String pid) {
    String limits = proc.read(pid + "/limits").orElse("");
    int line = limits.indexOf(LINE);
    if (line < 0) {
      return -1;
    }
    String soft = limits.substring(line + LINE.length()).strip().split(" ", 2)[0];
    return soft.equals("unlimited") ? -1 : Long.parseUnsignedLong(soft);
  }
}
