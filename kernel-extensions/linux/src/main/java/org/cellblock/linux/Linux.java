package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The raw system calls that a container is made of, under their man-page names.
 *
 * <p>A call that would change its thread's world runs on a cell's thread only, and is refused on
 * every other: {@code cell.call(() -> Linux.chdir("/tmp"))}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/syscalls.2.html">syscalls(2)</a>
 */
public final class Linux {

  private static final int HOST_NAME_MAX = 64;
  private static final int O_NONBLOCK = 04000;

  private Linux() {}

  /**
   * Moves the calling thread into new namespaces of the given kinds.
   *
   * <p>{@link Namespace#PID} and {@link Namespace#TIME} take effect for programs started from now
   * on, never for the thread itself. After {@link Namespace#MOUNT} all mounts are made private, as
   * unshare(1) does, so that nothing propagates back to the host. Needs {@code CAP_SYS_ADMIN}.
   *
   * @param kinds one or more kinds
   * @throws SyscallException EPERM without the capability; EINVAL for a kind that this kernel
   *     lacks, and always for {@link Namespace#USER}; ENOSPC at a limit in {@code /proc/sys/user}
   * @throws IllegalArgumentException for no kind
   * @see <a href="https://man7.org/linux/man-pages/man2/unshare.2.html">unshare(2)</a>
   */
  public static void unshare(Namespace... kinds) {
    Given.notNull(kinds, "kinds", "one or more kinds of namespaces");
    if (kinds.length == 0) {
      throw new IllegalArgumentException("unshare: expected one or more kinds of namespaces");
    }
    for (Namespace kind : kinds) {
      Given.notNull(kind, "kind", "one of namespaces, for example UTS");
    }
    Set<Namespace> set = EnumSet.copyOf(List.of(kinds));
    Arguments arguments = Arguments.of("flags", set);
    CellThread cell = Guard.cell("unshare", arguments);
    int flags = set.stream().mapToInt(Namespace::flag).reduce(0, (a, b) -> a | b);
    Syscall.run("unshare", arguments, () -> Native.LIBC.unshare(flags));
    set.forEach(kind -> own(cell, kind, true, true));
    if (set.contains(Namespace.PID)) {
      Owned.of(cell).joinedPids(false);
    }
    if (set.contains(Namespace.MOUNT)) {
      stopPropagation(cell);
    }
  }

  /**
   * Moves the calling thread into a namespace that exists.
   *
   * @param file the namespace: a link in {@code /proc/PID/ns}, or a file that one is bound to
   * @param kind what kind the namespace must be of
   * @throws SyscallException ENOENT when the file is absent; EINVAL when it is no such namespace;
   *     EPERM without {@code CAP_SYS_ADMIN} there and here
   * @see <a href="https://man7.org/linux/man-pages/man2/setns.2.html">setns(2)</a>
   */
  public static void setns(Path file, Namespace kind) {
    Given.notNull(file, "file", "one of /proc/PID/ns");
    Given.notNull(kind, "kind", "one of namespaces, for example UTS");
    Arguments arguments = Arguments.of("file", file, "nstype", Set.of(kind));
    CellThread cell = Guard.cell("setns", arguments);
    try (Fd namespace = Fd.open(file.toString(), O_NONBLOCK)) {
      long inode = FileStatus.of(namespace).inode();
      boolean isHosts = inode == hostInode(kind);
      boolean isOurs = !isHosts && Owned.isNamespace(kind, inode);
      Syscall.run("setns", arguments, () -> Native.LIBC.setns(namespace.number(), kind.flag()));
      own(cell, kind, !isHosts, isOurs);
      if (kind == Namespace.PID) {
        Owned.of(cell).joinedPids(!isHosts);
      }
    }
  }

  private static void own(CellThread cell, Namespace kind, boolean isUnshared, boolean isOurs) {
    cell.owns(kind, isUnshared);
    Owned.of(cell).set(kind, isOurs);
  }

  /** As long as mounts propagate, the namespace isn't the cell's own. */
  private static void stopPropagation(CellThread cell) {
    try {
      mount("none", "/", null, MountFlag.MS_REC, MountFlag.MS_PRIVATE);
    } catch (SyscallException shared) {
      Owned.of(cell).set(Namespace.MOUNT, false);
      throw shared;
    }
  }

  /**
   * Sets the host name in the calling thread's UTS namespace.
   *
   * @param name 1 to 64 bytes
   * @throws SyscallException refused unless a cell made the UTS namespace; EPERM without {@code
   *     CAP_SYS_ADMIN}
   * @throws IllegalArgumentException for a name of another length
   * @see <a href="https://man7.org/linux/man-pages/man2/sethostname.2.html">sethostname(2)</a>
   */
  public static void sethostname(String name) {
    Given.text(name, "host name");
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > HOST_NAME_MAX) {
      throw new IllegalArgumentException(
          "host name [%s] has %d bytes: expected 1 to %d".formatted(name, length, HOST_NAME_MAX));
    }
    Arguments arguments = Arguments.of("name", name);
    Guard.owner(Namespace.UTS, "sethostname", arguments);
    Syscall.run("sethostname", arguments, () -> Native.LIBC.sethostname(name, length));
  }

  /**
   * Returns the host name as the calling thread's UTS namespace has it.
   *
   * @return the name
   * @see <a href="https://man7.org/linux/man-pages/man2/gethostname.2.html">gethostname(2)</a>
   */
  public static String gethostname() {
    byte[] name = new byte[HOST_NAME_MAX + 1];
    Syscall.check("gethostname", Arguments.of(), Native.LIBC.gethostname(name, name.length));
    int end = 0;
    while (name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, StandardCharsets.UTF_8);
  }

  /**
   * Mounts a file system, or changes a mount, in the calling thread's mount namespace.
   *
   * @param source device, directory to bind, or a name to show; may be null
   * @param target where it is to be seen
   * @param type file system type, for example {@code tmpfs}; null for a bind or a change
   * @param flags any of {@link MountFlag}
   * @throws SyscallException refused unless a cell made the mount namespace, and where the call
   *     would reach a file system that no cell mounted, such as MS_REMOUNT without MS_BIND; else
   *     what mount(2) lists
   * @see <a href="https://man7.org/linux/man-pages/man2/mount.2.html">mount(2)</a>
   */
  public static void mount(String source, String target, String type, MountFlag... flags) {
    mount(source, target, type, null, flags);
  }

  /**
   * Mounts a file system with options of its own.
   *
   * @param source device, directory to bind, or a name to show; may be null
   * @param target where it is to be seen
   * @param type file system type, for example {@code overlay}
   * @param data the file system's options, comma separated; may be null
   * @param flags any of {@link MountFlag}
   * @throws SyscallException as {@link #mount(String, String, String, MountFlag...)}
   * @see <a href="https://man7.org/linux/man-pages/man2/mount.2.html">mount(2)</a>
   */
  public static void mount(
      String source, String target, String type, String data, MountFlag... flags) {
    Given.notNull(target, "target", "where it is to be seen");
    check(flags);
    Arguments arguments = mounting(source, target, type, data, flags);
    call(arguments, source, target, type, data, flags);
  }

  /**
   * Mounts on a place that is held open; the target is what the trace shows of it. A bind without
   * source binds the place to itself.
   */
  static void mount(
      String source, Fd place, String target, String type, String data, MountFlag... flags) {
    check(flags);
    Arguments arguments = mounting(source, target, type, data, flags);
    Guard.owner(Namespace.MOUNT, "mount", arguments);
    boolean toItself = source == null && flags.length > 0 && flags[0] == MountFlag.MS_BIND;
    MountAt.run(place, path -> call(arguments, toItself ? path : source, path, type, data, flags));
  }

  private static Arguments mounting(
      String source, String target, String type, String data, MountFlag... flags) {
    List<MountFlag> given = List.of(flags);
    return Arguments.of(
        "source", source, "target", target, "type", type, "flags", given, "data", data);
  }

  private static void call(
      Arguments arguments,
      String source,
      String target,
      String type,
      String data,
      MountFlag... flags) {
    try {
      MountGuard.mount(source, target, type, MountFlag.bitsOf(flags), data, arguments);
    } catch (SyscallException refused) {
      throw refused.because(explain(refused, type, data));
    }
  }

  private static Explanation explain(SyscallException refused, String type, String data) {
    return switch (String.valueOf(type)) {
      case "overlay" -> OverlayExplanation.of(refused.errnoName(), data);
      case "proc" -> MaskedProc.explain(refused);
      default -> Explanation.NONE;
    };
  }

  /**
   * Unmounts what is mounted at a place.
   *
   * @param target the mount point
   * @param flags any of {@link UmountFlag}
   * @throws SyscallException refused unless a cell made the mount namespace, and for MNT_FORCE on a
   *     file system that no cell mounted; EINVAL when nothing is mounted there; EBUSY while it is
   *     in use
   * @see <a href="https://man7.org/linux/man-pages/man2/umount.2.html">umount2(2)</a>
   */
  public static void umount2(String target, UmountFlag... flags) {
    Given.notNull(target, "target", "the mount point");
    check(flags);
    Arguments arguments = Arguments.of("target", target, "flags", List.of(flags));
    int bits = UmountFlag.bitsOf(flags);
    MountGuard.umount(target, bits, arguments);
    Syscall.run("umount2", arguments, () -> Native.LIBC.umount2(target, bits));
  }

  /**
   * Makes a mount the root of the calling thread's mount namespace.
   *
   * @param newRoot a mount point
   * @param putOld where the old root is to be seen, at or below the new one; the new root itself
   *     (both {@code "."}) stacks the old one on top, to be unmounted next
   * @throws SyscallException refused when the cell still shares MOUNT with the host; EINVAL when
   *     the new root is no mount point or is shared; EBUSY when it is the current root's mount
   * @see <a href="https://man7.org/linux/man-pages/man2/pivot_root.2.html">pivot_root(2)</a>
   */
  public static void pivotRoot(String newRoot, String putOld) {
    Given.notNull(newRoot, "new_root", "a mount point");
    Given.notNull(putOld, "put_old", "a directory at or below the new root");
    Arguments arguments = Arguments.of("new_root", newRoot, "put_old", putOld);
    Guard.owner(Namespace.MOUNT, "pivot_root", arguments);
    Syscall.run(
        "pivot_root",
        arguments,
        () -> Native.LIBC.syscall(SyscallNumber.PIVOT_ROOT.number(), newRoot, putOld));
  }

  /**
   * Makes a directory the root directory of the calling thread.
   *
   * @param path the new root directory; the working directory stays where it is
   * @throws SyscallException refused outside a cell; EPERM without {@code CAP_SYS_CHROOT}
   * @see <a href="https://man7.org/linux/man-pages/man2/chroot.2.html">chroot(2)</a>
   */
  public static void chroot(String path) {
    Given.notNull(path, "path", "a directory");
    Arguments arguments = Arguments.of("path", path);
    Guard.cell("chroot", arguments);
    Syscall.run("chroot", arguments, () -> Native.LIBC.chroot(path));
  }

  /**
   * Changes the working directory of the calling thread.
   *
   * @param path the new working directory
   * @throws SyscallException refused outside a cell; ENOENT, ENOTDIR or EACCES
   * @see <a href="https://man7.org/linux/man-pages/man2/chdir.2.html">chdir(2)</a>
   */
  public static void chdir(String path) {
    Given.notNull(path, "path", "a directory");
    Arguments arguments = Arguments.of("path", path);
    Guard.cell("chdir", arguments);
    Syscall.run("chdir", arguments, () -> Native.LIBC.chdir(path));
  }

  /**
   * Sends a signal.
   *
   * @param pid a process; with a minus sign, a process group; never 0 or -1, which mean everybody
   * @param signal what to send
   * @throws SyscallException refused for a process that Cellblock didn't start; ESRCH when there is
   *     no such process; EPERM when it belongs to another user
   * @throws IllegalArgumentException for pid 0, 1 or -1, and beyond a pid's 32 bits
   * @see <a href="https://man7.org/linux/man-pages/man2/kill.2.html">kill(2)</a>
   */
  public static void kill(long pid, Signal signal) {
    Given.notNull(signal, "signal", "one such as SIGTERM");
    if (pid >= -1 && pid <= 1 || pid != (int) pid) {
      throw new IllegalArgumentException(
          "kill: pid [%d]: expected a process above 1 or a process group below -1".formatted(pid));
    }
    Guard.process(pid, Arguments.of("pid", pid, "signal", signal));
    signal.send(pid);
  }

  /**
   * Writes text to a control file in one write(2), as procfs and cgroupfs want it.
   *
   * @param file a file of {@code /proc} or {@code /sys/fs/cgroup}
   * @param text all that is to be written
   * @throws SyscallException refused outside a cell, and for what neither this cell nor another
   *     made: of /proc/sys the files of namespaces that are the cell's own may be written, of
   *     /proc/PID those of its programs, of cgroups Cellblock's; else the errno with which the
   *     kernel answers
   * @see <a href="https://man7.org/linux/man-pages/man2/write.2.html">write(2)</a>
   */
  public static void write(Path file, String text) {
    Given.notNull(file, "file", "one of /proc or /sys/fs/cgroup");
    Given.notNull(text, "text", "what to write");
    WriteGuard.write(file, text, Arguments.of("file", file, "text", text));
  }

  private static void check(Enum<?>[] flags) {
    Given.notNull(flags, "flags", "none or some");
    for (Enum<?> flag : flags) {
      Given.notNull(flag, "flag", "one of the enum's");
    }
  }

  private static long hostInode(Namespace kind) {
    return HostThread.call(
        () -> {
          try (Fd own = Fd.openForReading("/proc/thread-self/ns/" + kind.procName())) {
            return FileStatus.of(own).inode();
          }
        });
  }
}
