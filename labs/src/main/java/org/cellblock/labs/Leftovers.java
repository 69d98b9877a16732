package org.cellblock.labs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Cells;
import org.cellblock.containers.host.Host;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Signal;
import org.cellblock.linux.SyscallException;

/** Takes away the cells and the programs that came after a moment. */
final class Leftovers {

  private final List<Cell> cells;
  private final Set<Long> programs;

  private Leftovers(List<Cell> cells, Set<Long> programs) {
    this.cells = cells;
    this.programs = programs;
  }

  /** Remembers what is there now. */
  static Leftovers since() {
    Host.run("true"); // with the first program comes its guardian, which stays
    return new Leftovers(Cells.all(), children());
  }

  /** Closes the cells and kills the programs that have come since. */
  void remove() {
    Set<Cell> added = new HashSet<>(Cells.all());
    cells.forEach(added::remove);
    added.forEach(Cell::close);
    Set<Long> started = children();
    started.removeAll(programs);
    started.forEach(Leftovers::kill);
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .children()
        .map(ProcessHandle::pid)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static void kill(long pid) {
    try {
      Linux.kill(-pid, Signal.SIGKILL); // a program leads a process group of its own
    } catch (SyscallException ended) {
      if (!ended.errnoName().equals("ESRCH")) {
        throw ended;
      }
    }
  }
}
