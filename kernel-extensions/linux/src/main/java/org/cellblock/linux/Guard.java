package org.cellblock.linux;

/**
 * Keeps the host as it is: decides whether a call may change the world of its thread.
 *
 * <p>A namespace, a file system (its superblock), a cgroup or a process is <i>own</i> when this
 * cell made it, or another cell of this process that lives. The host's are not, and not a third
 * party's, though a cell may enter those and look. What is refused is told before the kernel is
 * asked.
 *
 * <table>
 *   <caption>Who may make which call</caption>
 *   <tr><th>call</th><th>what it reaches</th><th>who may</th><th>refused otherwise</th></tr>
 *   <tr><td>unshare</td><td>the thread; after MOUNT its mounts are private</td><td>a cell</td>
 *     <td>on the host; a mount namespace that couldn't be made private isn't own</td></tr>
 *   <tr><td>setns</td><td>the thread</td><td>a cell</td>
 *     <td>on the host; what it enters is own only if a cell made it</td></tr>
 *   <tr><td>chroot, chdir</td><td>the thread, which shares no fs_struct</td><td>a cell</td>
 *     <td>on the host</td></tr>
 *   <tr><td>prctl, capset, setresuid, setresgid, setgroups</td><td>the thread and its programs</td>
 *     <td>a cell</td><td>on the host</td></tr>
 *   <tr><td>sethostname</td><td>the UTS namespace</td><td>its owner</td>
 *     <td>the host's, a third party's</td></tr>
 *   <tr><td>ioctl SIOCSIFFLAGS</td><td>the network namespace</td><td>its owner</td>
 *     <td>the host's, a third party's</td></tr>
 *   <tr><td>pivot_root</td><td>all processes of the mount namespace</td><td>its owner</td>
 *     <td>the host's, a third party's</td></tr>
 *   <tr><td>posix_spawn of pid 1</td><td>the pid namespace of the programs to come</td>
 *     <td>a cell that has left the host's</td><td>on the host, and while the cell shares it</td></tr>
 *   <tr><td>mount: MS_BIND, MS_REMOUNT with MS_BIND, MS_MOVE, MS_SHARED and its kin</td>
 *     <td>the mount namespace</td><td>its owner</td><td>the host's, a third party's</td></tr>
 *   <tr><td>mount: MS_REMOUNT without MS_BIND</td><td>the superblock</td>
 *     <td>the owner of both</td><td>a file system that no cell mounted</td></tr>
 *   <tr><td>mount of tmpfs, ramfs, overlay, devpts, bpf, hugetlbfs</td><td>a new superblock</td>
 *     <td>the owner of the mount namespace</td><td>the host's, a third party's</td></tr>
 *   <tr><td>mount of proc, sysfs, mqueue</td><td>a view of what is there</td>
 *     <td>the owner of the mount namespace</td><td>with options, which may reach all views</td></tr>
 *   <tr><td>mount of cgroup, cgroup2</td><td>the machine's hierarchies</td>
 *     <td>the owner of the cgroup namespace too</td><td>options that make a hierarchy</td></tr>
 *   <tr><td>mount of any other type</td><td>a disk, a server, the one instance of the machine</td>
 *     <td>nobody</td><td>always</td></tr>
 *   <tr><td>open_tree, move_mount</td><td>the mount namespace</td><td>its owner</td>
 *     <td>the host's, a third party's</td></tr>
 *   <tr><td>umount2</td><td>the mount namespace</td><td>its owner</td>
 *     <td>MNT_FORCE, and the root without MNT_DETACH: they reach the superblock</td></tr>
 *   <tr><td>kill</td><td>a process or a group</td><td>anybody</td>
 *     <td>what doesn't descend from this process, and this process</td></tr>
 *   <tr><td>write</td><td>what the opened file belongs to, see {@link WriteGuard}</td>
 *     <td>its owner</td><td>what is the host's, the machine's or a third party's</td></tr>
 * </table>
 *
 * <p>Not guarded, for Cellblock itself goes through them, in what it made: {@link ControlFile},
 * {@link ControlDirectory}, {@link CgroupProcs}, {@link Signal#send}. {@link Child} starts
 * programs, with the rights of who asks, and {@link Rlimit} limits those. {@link NamespaceFd}'s
 * ioctls ask.
 */
final class Guard {

  private Guard() {}

  /** Lets only a cell's thread pass on which no program relies. */
  static CellThread cell(String call, Arguments arguments) {
    if (Thread.currentThread() instanceof CellThread cell) {
      if (cell.isSealed()) {
        throw SyscallException.refused(
            call,
            arguments,
            "this cell is Cellblock's own: a program works in it that makes containers",
            "look as you like; to change something, open a Cell of your own");
      }
      return cell;
    }
    throw SyscallException.refused(
        call,
        arguments,
        "this thread is on the host, which is never changed",
        "open a Cell first, then cell.call(() -> " + javaName(call) + "(...))");
  }

  /** Lets only a cell's thread pass that has left the host's namespace of this kind. */
  static CellThread unshared(Namespace kind, String call, Arguments arguments) {
    CellThread cell = cell(call, arguments);
    if (!cell.own().contains(kind)) {
      throw SyscallException.refused(
          call,
          arguments,
          "this cell still shares %s with the host".formatted(kind),
          "unshare(%s) first".formatted(kind));
    }
    return cell;
  }

  /** Lets only a cell's thread pass whose namespace of this kind a cell made. */
  static CellThread owner(Namespace kind, String call, Arguments arguments) {
    CellThread cell = unshared(kind, call, arguments);
    if (!Owned.of(cell).has(kind)) {
      throw SyscallException.refused(
          call,
          arguments,
          "the %s namespace that this cell is in isn't Cellblock's: another made it"
              .formatted(kind),
          "look as you like; to change something, unshare(%s) first".formatted(kind));
    }
    return cell;
  }

  /** Lets only processes pass that this one started; of one that isn't there the kernel tells. */
  static void process(long pid, Arguments arguments) {
    boolean isOwn = pid < 0 ? OwnProcess.isGroup(-pid) : OwnProcess.is(pid);
    if (!isOwn && (pid < 0 || OwnProcess.exists(pid))) {
      throw SyscallException.refused(
          "kill",
          arguments,
          "this process isn't one that Cellblock started",
          "what runs on the host is ended there, in a terminal");
    }
  }

  private static String javaName(String call) {
    return switch (call) {
      case "pivot_root" -> "Linux.pivotRoot";
      case "prctl", "capset", "setresuid", "setresgid" -> "Credentials." + call;
      case "setgroups" -> "Credentials.setresgid";
      case "posix_spawn" -> "PidOne.start";
      default -> "Linux." + call;
    };
  }
}
