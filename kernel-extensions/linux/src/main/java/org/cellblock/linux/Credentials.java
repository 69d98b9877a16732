package org.cellblock.linux;

import java.util.EnumSet;
import java.util.Set;

/**
 * The raw calls that decide what a thread may do: users, groups, capabilities.
 *
 * <p>Each acts on the calling cell's thread alone, and on the programs that it starts; the other
 * threads of this process keep what they have. They are made without the C library's functions,
 * which would change all threads.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/credentials.7.html">credentials(7)</a>
 */
public final class Credentials {

  private static final int LINUX_CAPABILITY_VERSION_3 = 0x20080522;

  /** Effective, permitted and inheritable, of the first 32 capabilities and of the next. */
  private static final int WORDS = 6;

  private static final long MAX_ID = 0xffff_fffeL;

  private static final int LOW = 1;
  private static final int HIGH = 4;

  private Credentials() {}

  /**
   * Changes for good what the calling thread and its programs may become.
   *
   * @param option what to change
   * @param value its argument: a capability's number, or 1
   * @throws SyscallException refused outside a cell; EPERM without {@code CAP_SETPCAP}; EINVAL for
   *     a capability that this kernel lacks
   * @see <a href="https://man7.org/linux/man-pages/man2/prctl.2.html">prctl(2)</a>
   */
  public static void prctl(PrctlOption option, long value) {
    Given.notNull(option, "option", "one of prctl(2)");
    Arguments arguments = Arguments.of("option", option, "arg2", argument(option, value));
    Guard.cell("prctl", arguments);
    Syscall.run("prctl", arguments, () -> Native.LIBC.prctl(option.number(), value, 0, 0, 0));
  }

  /**
   * Sets the capabilities of the calling thread, effective and permitted; the inheritable set
   * becomes empty.
   *
   * <p>A program that it starts as user 0 has what the bounding set holds besides: drop from that
   * first.
   *
   * @param capabilities those to keep; each must be permitted already
   * @throws SyscallException refused outside a cell; EPERM for one that isn't permitted
   * @see <a href="https://man7.org/linux/man-pages/man2/capset.2.html">capset(2)</a>
   */
  public static void capset(Set<Capability> capabilities) {
    check(capabilities);
    Set<Capability> set = EnumSet.noneOf(Capability.class);
    set.addAll(capabilities);
    Arguments arguments = Arguments.of("permitted", words(set), "effective", words(set));
    Guard.cell("capset", arguments);
    long mask = set.stream().mapToLong(each -> 1L << each.number()).sum();
    int low = (int) mask;
    int high = (int) (mask >>> Integer.SIZE);
    int[] header = {LINUX_CAPABILITY_VERSION_3, 0};
    int[] data = {low, low, 0, high, high, 0};
    Syscall.run(
        "capset",
        arguments,
        () -> Native.LIBC.syscall(SyscallNumber.CAPSET.number(), header, data));
  }

  /**
   * Takes capabilities from the calling thread and its programs, for good: from the bounding set
   * first, then from all others.
   *
   * @param capabilities those to take; one that isn't permitted any more is gone already
   * @throws SyscallException refused outside a cell; EPERM without {@code CAP_SETPCAP}
   * @see <a href="https://man7.org/linux/man-pages/man7/capabilities.7.html">capabilities(7)</a>
   */
  public static void drop(Set<Capability> capabilities) {
    check(capabilities);
    capabilities.forEach(each -> prctl(PrctlOption.PR_CAPBSET_DROP, each.number()));
    Set<Capability> kept = EnumSet.noneOf(Capability.class);
    kept.addAll(permitted());
    kept.removeAll(capabilities);
    capset(kept);
  }

  private static void check(Set<Capability> capabilities) {
    Given.notNull(capabilities, "capabilities", "a set, empty for none");
    for (Capability each : capabilities) {
      Given.notNull(each, "capability", "one such as CAP_SYS_ADMIN");
    }
  }

  private static Set<Capability> permitted() {
    int[] header = {LINUX_CAPABILITY_VERSION_3, 0};
    int[] data = new int[WORDS];
    Syscall.check("capget", Arguments.of("pid", 0), Native.LIBC.capget(header, data));
    return Capability.in(Integer.toUnsignedLong(data[LOW]) | (long) data[HIGH] << Integer.SIZE);
  }

  /**
   * Makes the calling thread another user: real, effective and saved user id.
   *
   * @param uid a user id that the thread's user namespace maps
   * @throws SyscallException refused outside a cell; EPERM without {@code CAP_SETUID}; EINVAL for
   *     an id that isn't mapped
   * @throws IllegalArgumentException for a number that is no id
   * @see <a href="https://man7.org/linux/man-pages/man2/setresuid.2.html">setresuid(2)</a>
   */
  public static void setresuid(long uid) {
    checkId("uid", uid);
    Arguments arguments = Arguments.of("ruid", uid, "euid", uid, "suid", uid);
    run("setresuid", arguments, SyscallNumber.SETRESUID, uid, uid, uid);
  }

  /**
   * Makes the calling thread a member of another group, and of no other besides.
   *
   * @param gid a group id that the thread's user namespace maps
   * @throws SyscallException refused outside a cell; EPERM without {@code CAP_SETGID}, and where
   *     {@code /proc/PID/setgroups} denies it; EINVAL for an id that isn't mapped
   * @throws IllegalArgumentException for a number that is no id
   * @see <a href="https://man7.org/linux/man-pages/man2/setresgid.2.html">setresgid(2)</a>
   */
  public static void setresgid(long gid) {
    checkId("gid", gid);
    run("setgroups", Arguments.of("size", 0), SyscallNumber.SETGROUPS, 0, 0, 0);
    Arguments arguments = Arguments.of("rgid", gid, "egid", gid, "sgid", gid);
    run("setresgid", arguments, SyscallNumber.SETRESGID, gid, gid, gid);
  }

  /** To the kernel, 32 bits that are all 1 mean that the id stays as it is. */
  private static void checkId(String what, long id) {
    Given.number(id, 0, MAX_ID, what);
  }

  private static void run(String call, Arguments arguments, SyscallNumber number, long... values) {
    Guard.cell(call, arguments);
    Syscall.run(
        call,
        arguments,
        () -> Native.LIBC.syscall(number.number(), values[0], values[1], values[2]));
  }

  private static Object argument(PrctlOption option, long value) {
    boolean isCapability =
        option == PrctlOption.PR_CAPBSET_DROP && value >= 0 && value < Capability.values().length;
    return isCapability ? Capability.values()[(int) value] : value;
  }

  private static Object words(Set<Capability> set) {
    return set.isEmpty() ? "none" : set;
  }
}
