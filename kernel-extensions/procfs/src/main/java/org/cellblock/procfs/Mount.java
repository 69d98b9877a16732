package org.cellblock.procfs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code /proc/PID/mountinfo}: a mount that a process sees.
 *
 * @param id the mount's number
 * @param parent the number of the mount that it is mounted on
 * @param device {@code major:minor} of its files
 * @param root the directory of the file system that forms its root
 * @param target where it is mounted, below the process's root
 * @param options options of this mount: {@code rw,nosuid,...}
 * @param propagation {@code shared:N}, {@code master:N}, {@code propagate_from:N}, {@code
 *     unbindable}, joined by blanks; {@code private} when there is none
 * @param type the file system: {@code ext4}, {@code overlay}, {@code proc}, ...
 * @param source what was mounted, as the file system names it
 * @param superOptions options of the whole file system; overlay's {@code lowerdir} is among them
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public record Mount(
    long id,
    long parent,
    String device,
    String root,
    String target,
    String options,
    String propagation,
    String type,
    String source,
    String superOptions) {

  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");

  /**
   * Reads the mounts that a process sees.
   *
   * @param pid a process; the calling thread's {@code /proc} is asked
   * @return one record for each, in the kernel's order
   * @throws IllegalArgumentException when there is no such process, or it may not be looked at
   */
  public static List<Mount> readAll(long pid) {
    return parseAll(ProcFile.read(pid, "mountinfo"));
  }

  /**
   * Reads the mounts that the calling thread sees; where its {@code /proc} shows another pid
   * namespace, as in a cell, those that process 1 sees.
   *
   * @return one record for each, in the kernel's order; none without a {@code /proc}
   */
  public static List<Mount> readOwn() {
    return parseAll(ProcFile.readOwn("mountinfo"));
  }

  static List<Mount> parseAll(String text) {
    return Lines.of(text).map(Mount::parse).toList();
  }

  /** Parses one line; the optional fields in its middle end at a lone dash. */
  static Mount parse(String line) {
    int dash = line.indexOf(" - ");
    String[] left = line.substring(0, dash).split(" ", 7);
    String[] right = line.substring(dash + 3).split(" ", 3);
    return new Mount(
        Long.parseLong(left[0]),
        Long.parseLong(left[1]),
        left[2],
        unescape(left[3]),
        unescape(left[4]),
        left[5],
        left.length > 6 ? left[6] : "private",
        right[0],
        unescape(right[1]),
        right.length > 2 ? unescape(right[2]) : "");
  }

  /** Undoes the kernel's octal escapes of blank, tab, newline and backslash. */
  static String unescape(String text) {
    return ESCAPED
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
  }
}
