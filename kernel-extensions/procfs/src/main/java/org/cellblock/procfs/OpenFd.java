package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cellblock.linux.DirectoryFd;

/**
 * An open file descriptor of a process.
 *
 * @param fd its number
 * @param type {@code file}, {@code device}, {@code pipe}, {@code socket}, {@code namespace}, {@code
 *     memfd}, or what the kernel calls an anonymous inode: {@code eventpoll}, {@code pidfd}, ...
 * @param target what its link points to
 * @param access {@code read}, {@code write}, {@code read, write} or {@code path}
 * @param onExec {@code closed} or {@code kept} when the process executes another program
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html">proc_pid_fd(5)</a>
 */
public record OpenFd(int fd, String type, String target, String access, String onExec) {

  private static final String ANONYMOUS = "anon_inode:";
  private static final int ACCESS = 03;
  private static final int O_CLOEXEC = 02000000;
  private static final int O_PATH = 010000000;

  /**
   * Reads the file descriptors of a process.
   *
   * @param pid a process of the same user; any for root
   * @return one record for each, by number; without those closed meanwhile
   * @throws IllegalArgumentException when there is no such process, or its descriptors may not be
   *     read
   */
  public static List<OpenFd> readAll(long pid) {
    List<String> numbers = new ArrayList<>();
    List<OpenFd> all = new ArrayList<>();
    try (DirectoryFd fds = open(pid, "fd");
        DirectoryFd infos = open(pid, "fdinfo")) {
      fds.list(numbers::add);
      for (String number : numbers) {
        String info = infos.read(number).orElse("");
        fds.readlink(number)
            .ifPresent(target -> all.add(of(Integer.parseInt(number), target, info)));
      }
    }
    if (all.isEmpty() && !numbers.isEmpty()) {
      throw ProcFile.refused(pid, "fd");
    }
    all.sort(Comparator.comparingInt(OpenFd::fd));
    return all;
  }

  static OpenFd of(int number, String target, String info) {
    String word = Status.parseLines(info).firstWord("flags");
    if (word.isEmpty()) {
      return new OpenFd(number, type(target), target, "", "");
    }
    int flags = Integer.parseUnsignedInt(word, 8);
    return new OpenFd(
        number, type(target), target, access(flags), (flags & O_CLOEXEC) != 0 ? "closed" : "kept");
  }

  private static DirectoryFd open(long pid, String directory) {
    return DirectoryFd.openIfThere("/proc/" + pid + "/" + directory)
        .orElseThrow(() -> ProcFile.refused(pid, "fd"));
  }

  private static String access(int flags) {
    if ((flags & O_PATH) != 0) {
      return "path";
    }
    return List.of("read", "write", "read, write", "").get(flags & ACCESS);
  }

  /** Tells a type from a link's target: {@code pipe:[4711]}, {@code anon_inode:[eventpoll]}. */
  static String type(String target) {
    if (target.startsWith("/memfd:")) {
      return "memfd";
    }
    if (target.startsWith("/dev/") && !target.startsWith("/dev/shm/")) {
      return "device";
    }
    if (target.startsWith("/")) {
      return "file";
    }
    if (target.startsWith(ANONYMOUS)) {
      return target.substring(ANONYMOUS.length()).replaceAll("[\\[\\]]", "");
    }
    int colon = target.indexOf(":[");
    String kind = colon < 0 ? "" : target.substring(0, colon);
    return kind.equals("pipe") || kind.equals("socket") || kind.isEmpty() ? kind : "namespace";
  }
}
