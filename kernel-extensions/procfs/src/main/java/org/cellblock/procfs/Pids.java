package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Given;

/** The numeric entries of {@code /proc}. */
public final class Pids {

  private Pids() {}

  /**
   * Lists the processes that a {@code /proc} shows.
   *
   * @param proc an open {@code /proc}
   * @return their ids, in the kernel's order
   * @throws IllegalArgumentException for null
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid.5.html">proc_pid(5)</a>
   */
  public static List<String> list(DirectoryFd proc) {
    Given.notNull(proc, "proc", "an open /proc");
    List<String> pids = new ArrayList<>();
    proc.list(
        name -> {
          if (Character.isDigit(name.charAt(0))) {
            pids.add(name);
          }
        });
    return pids;
  }
}
