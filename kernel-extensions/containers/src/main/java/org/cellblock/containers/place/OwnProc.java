package org.cellblock.containers.place;

import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Given;

/** The /proc of a cell that keeps the host's root. */
public final class OwnProc {

  private OwnProc() {}

  /**
   * Mounts a /proc that shows a cell's own processes over the one that it has.
   *
   * @param cell with MOUNT and PID of its own
   * @throws IllegalArgumentException for null
   * @throws IllegalStateException when mount(8) was refused
   * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
   */
  public static void mount(Cell cell) {
    Given.notNull(cell, "cell", "one with MOUNT and PID of its own");
    // Without -n it would make /run/mount, a directory of the host.
    Output mount = cell.start("mount", "-n", "-t", "proc", "proc", "/proc").waitFor(Deadline.TOOL);
    if (!mount.succeeded()) {
      throw new IllegalStateException("cell %s: %s".formatted(cell.name(), mount));
    }
  }
}
