package org.cellblock.containers.place;

import java.util.EnumSet;
import java.util.Set;
import org.cellblock.containers.Cell;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.Given;
import org.cellblock.linux.Namespace;

/** The /proc of a cell that keeps the host's root. */
public final class OwnProc {

  private static final Set<Namespace> NEEDED = EnumSet.of(Namespace.MOUNT, Namespace.PID);

  private OwnProc() {}

  /**
   * Mounts a /proc that shows a cell's own processes over the one that it has.
   *
   * @param cell with MOUNT and PID of its own
   * @throws IllegalArgumentException for null
   * @throws IllegalStateException when it shares one of them with the host
   * @throws org.cellblock.linux.SyscallException what mount(2) answered
   * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
   */
  public static void mount(Cell cell) {
    Given.notNull(cell, "cell", "one with MOUNT and PID of its own");
    Set<Namespace> own = cell.call(() -> ((CellThread) Thread.currentThread()).own());
    if (!own.containsAll(NEEDED)) {
      throw new IllegalStateException(
          "cell %s has %s of its own: expected MOUNT and PID, or the host would get this /proc"
              .formatted(cell.name(), own));
    }
    cell.mountProc();
  }
}
