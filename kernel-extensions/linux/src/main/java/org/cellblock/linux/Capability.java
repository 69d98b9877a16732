package org.cellblock.linux;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The capabilities: the pieces into which Linux cuts root's power, in the order of their numbers.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/capabilities.7.html">capabilities(7)</a>
 */
public enum Capability {
  /** Change the owner and group of any file. */
  CAP_CHOWN("2.2", "change the owner and group of any file"),
  /** Read, write and execute any file, whatever its permission bits say. */
  CAP_DAC_OVERRIDE("2.2", "read, write and run files whatever their permission bits say"),
  /** Read any file and search any directory. */
  CAP_DAC_READ_SEARCH("2.2", "read any file, search any directory, open files by handle"),
  /** Do to any file what only its owner may. */
  CAP_FOWNER("2.2", "do what only a file's owner may: chmod, utime, delete in sticky directories"),
  /** Keep set-user-ID and set-group-ID bits when a file changes. */
  CAP_FSETID("2.2", "keep set-user-ID and set-group-ID bits when a file changes"),
  /** Send signals to any process. */
  CAP_KILL("2.2", "send signals to any process"),
  /** Become any group. */
  CAP_SETGID("2.2", "become any group, choose supplementary groups, write gid maps"),
  /** Become any user. */
  CAP_SETUID("2.2", "become any user, write uid maps"),
  /** Drop capabilities from the bounding set. */
  CAP_SETPCAP("2.2", "drop from the bounding set, add from it to the inheritable set"),
  /** Set the immutable and append-only flags of files. */
  CAP_LINUX_IMMUTABLE("2.2", "set the immutable and append-only flags of files"),
  /** Listen on ports below 1024. */
  CAP_NET_BIND_SERVICE("2.2", "listen on ports below 1024"),
  /** Nothing any more: no kernel asks for it. */
  CAP_NET_BROADCAST("2.2", "nothing: no kernel asks for it"),
  /** Configure the network of its namespace. */
  CAP_NET_ADMIN("2.2", "configure network devices, addresses, routes and firewalls"),
  /** Open raw and packet sockets. */
  CAP_NET_RAW("2.2", "open raw and packet sockets: forge and capture packets"),
  /** Lock memory beyond the limit. */
  CAP_IPC_LOCK("2.2", "lock memory beyond the limit"),
  /** Use any System V IPC object. */
  CAP_IPC_OWNER("2.2", "use any System V IPC object"),
  /** Load and unload kernel modules. */
  CAP_SYS_MODULE("2.2", "load and unload kernel modules"),
  /** Talk to hardware directly: ports, kernel memory. */
  CAP_SYS_RAWIO("2.2", "talk to hardware directly: I/O ports, /dev/mem, /proc/kcore"),
  /** Change the root directory, enter a mount namespace. */
  CAP_SYS_CHROOT("2.2", "change the root directory; setns(2) into a mount namespace"),
  /** Trace and look into any process. */
  CAP_SYS_PTRACE("2.2", "trace any process, read its memory, environ and links in /proc"),
  /** Switch process accounting on and off. */
  CAP_SYS_PACCT("2.2", "switch process accounting on and off"),
  /** Mount, make namespaces, and much else: the new root. */
  CAP_SYS_ADMIN("2.2", "mount, make namespaces, set the host name, and a long list besides"),
  /** Reboot, load another kernel. */
  CAP_SYS_BOOT("2.2", "reboot, load another kernel"),
  /** Raise priorities, choose CPUs and schedulers of any process. */
  CAP_SYS_NICE("2.2", "raise priorities; choose scheduler and CPUs of any process"),
  /** Exceed resource limits and quotas. */
  CAP_SYS_RESOURCE("2.2", "exceed resource limits and quotas"),
  /** Set the clock. */
  CAP_SYS_TIME("2.2", "set the clock"),
  /** Configure terminals, hang them up. */
  CAP_SYS_TTY_CONFIG("2.2", "configure and hang up terminals"),
  /** Make device files. */
  CAP_MKNOD("2.4", "make device files with mknod(2)"),
  /** Hold leases on any file. */
  CAP_LEASE("2.4", "hold leases on any file"),
  /** Write to the audit log. */
  CAP_AUDIT_WRITE("2.6.11", "write to the kernel's audit log"),
  /** Configure auditing. */
  CAP_AUDIT_CONTROL("2.6.11", "configure auditing"),
  /** Give capabilities to files. */
  CAP_SETFCAP("2.6.24", "give capabilities to files; map uid 0 of the parent user namespace"),
  /** Override mandatory access control (Smack). */
  CAP_MAC_OVERRIDE("2.6.25", "override mandatory access control; Smack asks for it"),
  /** Configure mandatory access control (Smack, AppArmor). */
  CAP_MAC_ADMIN("2.6.25", "configure mandatory access control: Smack, AppArmor"),
  /** Read and clear the kernel's log. */
  CAP_SYSLOG("2.6.37", "read and clear the kernel's log, see its addresses"),
  /** Set timers that wake a sleeping machine. */
  CAP_WAKE_ALARM("3.0", "set timers that wake a sleeping machine"),
  /** Keep the machine from suspending. */
  CAP_BLOCK_SUSPEND("3.5", "keep the machine from suspending"),
  /** Read the audit log. */
  CAP_AUDIT_READ("3.16", "read the audit log over netlink"),
  /** Observe performance of the whole machine. */
  CAP_PERFMON("5.8", "observe performance of all processes and the kernel"),
  /** Load BPF programs. */
  CAP_BPF("5.8", "load BPF programs, make BPF maps"),
  /** Checkpoint and restore: choose a new process's pid. */
  CAP_CHECKPOINT_RESTORE("5.9", "checkpoint and restore processes: choose the next pid");

  /** Up to so many missing ones, "all but" is shorter than a list. */
  private static final int FEW = 8;

  private final String since;
  private final String allows;

  Capability(String since, String allows) {
    this.since = since;
    this.allows = allows;
  }

  /** Returns the number of its bit in the masks of {@code /proc/PID/status}, 0 to 40. */
  public int number() {
    return ordinal();
  }

  /** Returns the first kernel version that has it, for example {@code 5.8}. */
  public String since() {
    return since;
  }

  /** Returns what it allows, in a few words. */
  public String allows() {
    return allows;
  }

  /** Says whether a mask has this capability's bit. */
  public boolean isIn(long mask) {
    return (mask >>> ordinal() & 1) == 1;
  }

  /**
   * Returns the capabilities of a mask.
   *
   * @param mask one bit for each capability, as in {@code CapEff}; bits without a name are ignored
   * @return a new set
   */
  public static Set<Capability> in(long mask) {
    Set<Capability> set = EnumSet.noneOf(Capability.class);
    for (Capability capability : values()) {
      if (capability.isIn(mask)) {
        set.add(capability);
      }
    }
    return set;
  }

  /**
   * Says in words what a mask holds: {@code all}, {@code none}, {@code all but CAP_SYS_RESOURCE},
   * or the names; measured by the capabilities that the running kernel has.
   *
   * @param mask one bit for each capability, as in {@code CapEff}
   * @return the words; a bit without a name is {@code capability N}
   */
  public static String describe(long mask) {
    return describe(mask, last());
  }

  static String describe(long mask, int last) {
    long all = -1L >>> 63 - last;
    long missing = all & ~mask;
    if (mask == 0) {
      return "none";
    }
    if (missing == 0) {
      return (mask & ~all) == 0 ? "all" : "all, " + names(mask & ~all);
    }
    return (mask & ~all) == 0 && Long.bitCount(missing) <= FEW
        ? "all but " + names(missing)
        : names(mask);
  }

  /** Returns the number of the running kernel's last capability; this list's where it won't say. */
  private static int last() {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      return root.read("proc/sys/kernel/cap_last_cap")
          .map(text -> Integer.parseInt(text.strip()))
          .orElse(values().length - 1);
    }
  }

  private static String names(long mask) {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((mask >>> bit & 1) == 1) {
        names.add(bit < values().length ? values()[bit].name() : "capability " + bit);
      }
    }
    return String.join(", ", names);
  }
}
