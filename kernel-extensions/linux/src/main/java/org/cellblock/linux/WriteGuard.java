package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may write a control file, on the file that was opened: links are followed, and
 * another spelling or a bind mount makes no other file of it.
 *
 * <table>
 *   <caption>Whose a file is</caption>
 *   <tr><th>file</th><th>whose</th></tr>
 *   <tr><td>/proc/sys/kernel/hostname, domainname</td><td>the UTS namespace's</td></tr>
 *   <tr><td>/proc/sys/kernel/sem, shm*, msg*, auto_msgmni; fs/mqueue</td><td>the IPC
 *     namespace's</td></tr>
 *   <tr><td>/proc/sys/net</td><td>the network namespace's</td></tr>
 *   <tr><td>/proc/sys/user</td><td>the user namespace's, which is the host's in every cell</td></tr>
 *   <tr><td>the rest of /proc/sys, and of /proc outside processes</td><td>the machine's</td></tr>
 *   <tr><td>/proc/PID of a program that Cellblock started, and of what descends from it</td>
 *     <td>own; what it shows of its network isn't</td></tr>
 *   <tr><td>comm, attr, timerslack_ns, timens_offsets of the cell's thread</td><td>own; the last
 *     with a time namespace of its own</td></tr>
 *   <tr><td>the rest of this process</td><td>the host's</td></tr>
 *   <tr><td>cgroup files</td><td>own in a cgroup that Cellblock made, and for its programs</td></tr>
 *   <tr><td>/sys/devices/virtual/net in a sysfs that a cell mounted with a network of its own</td>
 *     <td>own; the rest of /sys is the machine's</td></tr>
 *   <tr><td>other files</td><td>own in a file system that a cell mounted; null, zero and full, and
 *     pipes, are everybody's</td></tr>
 * </table>
 */
final class WriteGuard {

  private static final String WRITE = "write";

  private static final Map<String, Namespace> NAMESPACES_OF_SYSCTLS =
      Map.of(
          "kernel/hostname", Namespace.UTS,
          "kernel/domainname", Namespace.UTS,
          "kernel/auto_msgmni", Namespace.IPC);

  private static final String SYSTEM_V_LIMITS = "kernel/(sem|shm|msg)[a-z_]*";

  private static final Set<String> OF_THREAD = Set.of("comm", "timerslack_ns", "timens_offsets");
  private static final Set<String> DOORS = Set.of("cgroup.procs", "cgroup.threads", "tasks");
  private static final Set<String> HARMLESS_DEVICES = Set.of("1:3", "1:5", "1:7");

  private final CellThread cell;
  private final String text;
  private final Arguments arguments;

  private WriteGuard(CellThread cell, String text, Arguments arguments) {
    this.cell = cell;
    this.text = text;
    this.arguments = arguments;
  }

  /** Loads what a pivoted thread may not find. */
  static boolean load() {
    OwnProcess.is(ProcessHandle.current().pid());
    return Owned.isFileSystem(FileStatus.of(NullDevice.FD).deviceName()) || Located.isOnHost("");
  }

  /** Writes a text to a file if that is the cell's own. */
  static void write(Path file, String text, Arguments arguments) {
    CellThread cell = Guard.cell(WRITE, arguments);
    WriteGuard guard = new WriteGuard(cell, text, arguments);
    try (Fd place = Fd.open(file.toString(), Located.O_PATH)) {
      FileStatus stat = FileStatus.of(place);
      guard.check(place, stat);
      int flags = ControlFile.O_WRONLY | (stat.isFifo() ? ControlFile.O_NONBLOCK : 0);
      ControlFile.write(file, text, flags, opened -> guard.same(stat, FileStatus.of(opened)));
    } catch (SyscallException refused) {
      throw refused.because(
          refused.errno() == 0
              ? Explanation.NONE
              : CgroupExplanation.of(refused.call(), file, refused.errno()));
    }
  }

  private void same(FileStatus checked, FileStatus opened) {
    if (!checked.isSame(opened)) {
      throw refused("another file has come in its place meanwhile", "try again");
    }
  }

  private void check(Fd place, FileStatus stat) {
    if (stat.isDevice()) {
      if (!HARMLESS_DEVICES.contains(stat.specialName())) {
        throw refused("a device is the machine's", "write to /dev/null");
      }
      return;
    }
    Optional<Located> found = Located.of(cell, place);
    if (found.isEmpty()) {
      checkPipe(stat, place);
      return;
    }
    Located at = found.get();
    switch (at.type()) {
      case "proc" -> proc(at);
      case "cgroup", "cgroup2" -> cgroup(at);
      case "sysfs" -> sysfs(at);
      default -> other(at);
    }
  }

  private void checkPipe(FileStatus stat, Fd place) {
    if (!stat.isFifo() || !linkOf(place).startsWith("pipe:")) {
      throw refused("this file lies in no mount that the cell sees", "open what the cell sees");
    }
  }

  private void proc(Located at) {
    String path = at.path();
    if (path.startsWith("/sys/")) {
      sysctl(path.substring("/sys/".length()));
    } else if (path.matches("/\\d+/.*")) {
      process(at);
    } else {
      throw refused(
          "/proc%s is the whole machine's".formatted(path),
          "in a Linux of one's own it may be written: " + OwnLinux.way());
    }
  }

  private void sysctl(String name) {
    Namespace kind = NAMESPACES_OF_SYSCTLS.get(name);
    if (name.matches(SYSTEM_V_LIMITS) || name.startsWith("fs/mqueue/")) {
      kind = Namespace.IPC;
    } else if (name.startsWith("net/")) {
      kind = Namespace.NETWORK;
    } else if (name.startsWith("user/")) {
      kind = Namespace.USER;
    }
    if (kind == null) {
      throw refused(
          "/proc/sys/%s is the whole machine's: no namespace has its own".formatted(name),
          "of /proc/sys a cell may change net with NETWORK, kernel/hostname with UTS, kernel/shm*"
              + " with IPC of its own");
    }
    Guard.owner(kind, WRITE, arguments);
  }

  private void process(Located at) {
    String[] words = at.path().substring(1).split("/", -1);
    long pid = Long.parseLong(words[0]);
    boolean isHosts = isProcOfHost(at.mountPoint());
    boolean isTask = words.length > 3 && words[1].equals("task");
    String entry = isTask ? words[3] : words[1];
    long task = isTask ? Long.parseLong(words[2]) : pid;
    if (isHosts && task == cell.tid()) {
      thread(entry);
      return;
    }
    boolean isOwn = isHosts ? OwnProcess.is(pid) : isInCell(at.mountPoint(), pid);
    if (!isOwn || entry.equals("net")) {
      throw refused(
          "/proc%s belongs to a process that Cellblock didn't start, or to more than it"
              .formatted(at.path()),
          "start a program, and write to the files of its pid");
    }
  }

  private void thread(String entry) {
    if (!OF_THREAD.contains(entry) && !entry.equals("attr")) {
      throw refused(
          "%s is the whole notebook kernel's, not this thread's".formatted(entry),
          "start a program, and write to the files of its pid");
    }
    if (entry.equals("timens_offsets")) {
      Guard.owner(Namespace.TIME, WRITE, arguments);
    }
  }

  /**
   * A cell's own thread is in the host's pid namespace for ever: its proc alone has this process.
   */
  private static boolean isProcOfHost(String mountPoint) {
    try {
      Path self = Files.readSymbolicLink(Given.path(mountPoint, "mount point").resolve("self"));
      return self.toString().equals(Long.toString(ProcessHandle.current().pid()));
    } catch (IOException ofAnother) {
      return false;
    }
  }

  private static boolean isInCell(String mountPoint, long pid) {
    try (Fd namespace = Fd.openForReading("%s/%d/ns/pid".formatted(mountPoint, pid))) {
      return Owned.isNamespace(Namespace.PID, FileStatus.of(namespace).inode());
    } catch (SyscallException hidden) {
      return false;
    }
  }

  private void cgroup(Located at) {
    Path host = at.onHost().orElse(Path.of("/"));
    if (!Owned.isCgroup(host)) {
      throw refused(
          "this cgroup isn't one that Cellblock made",
          "Cgroup.create(\"demo\") makes one; its paths() may be written");
    }
    if (DOORS.contains(host.getFileName().toString()) && !isOwnProcess(text.strip())) {
      throw refused(
          "process [%s] isn't one that Cellblock started".formatted(text.strip()),
          "start a program, and move that; 0 would be this notebook kernel");
    }
  }

  private static boolean isOwnProcess(String pid) {
    return pid.matches("[1-9]\\d{0,9}") && OwnProcess.is(Long.parseLong(pid));
  }

  private void sysfs(Located at) {
    if (!Owned.isFileSystem(at.device()) || !at.path().startsWith("/devices/virtual/net/")) {
      throw refused(
          "/sys%s is the whole machine's".formatted(at.path()),
          "in a Linux of one's own it may be written: " + OwnLinux.way());
    }
  }

  private void other(Located at) {
    if (!Owned.isFileSystem(at.device()) || Located.isOnHost(at.device())) {
      throw refused(
          "this file is in a file system (%s) that no cell mounted".formatted(at.type()),
          "this call tells the kernel things; Files.writeString(path, text) writes files");
    }
  }

  private SyscallException refused(String reason, String hint) {
    return SyscallException.refused(WRITE, arguments, reason, hint);
  }

  private static String linkOf(Fd place) {
    try {
      return HostThread.call(
          () -> Files.readSymbolicLink(Path.of("/proc/self/fd/" + place.number())).toString());
    } catch (IOException noProc) {
      return "";
    }
  }
}
