package org.cellblock.labs.namespaces;

import static org.cellblock.linux.Namespace.PID;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.cellblock.containers.Cell;
import org.cellblock.labs.Exercise.Scene;
import org.cellblock.procfs.ProcessInfo;

/**
 * Three processes that look alike: one on the host's pids, one in a cell's pid namespace, where it
 * isn't the first, and one that is pid 1 of a namespace below a cell's.
 */
final class Sleepers implements Scene {

  static final String COMMAND = "sleep 3003";

  private static final int LOOK_MILLIS = 5;
  private static final int LOOKS = 10_000;

  private final List<Cell> cells = new ArrayList<>();

  private Sleepers() {}

  static Sleepers open() {
    Sleepers sleepers = new Sleepers();
    List<Runnable> starts =
        new ArrayList<>(
            List.of(sleepers::onTheHost, sleepers::inACell, sleepers::asPidOneBelowACell));
    Collections.shuffle(starts);
    try {
      starts.forEach(Runnable::run);
    } catch (RuntimeException refused) {
      sleepers.close();
      throw refused;
    }
    return sleepers;
  }

  private void onTheHost() {
    long pid = cell("lab-03-red").start("sleep", "3003").pid();
    await(each -> each.pid() == pid);
  }

  private void inACell() {
    long pid = cell("lab-03-green").unshare(PID).start("sleep", "3003").pid();
    await(each -> each.pid() == pid);
  }

  private void asPidOneBelowACell() {
    Cell cell = cell("lab-03-blue").unshare(PID);
    long parent = cell.start("unshare", "--pid", "--fork", "sleep", "3003").pid();
    await(each -> each.ppid() == parent);
  }

  private Cell cell(String name) {
    Cell cell = Cell.open(name);
    cells.add(cell);
    return cell;
  }

  /**
   * Waits until a sleeper shows its command: that of a process that has just become a program is
   * empty, and others on this machine may look the same.
   */
  private static void await(Predicate<ProcessInfo> which) {
    for (int look = 0; !isShown(which); look++) {
      if (look == LOOKS) {
        throw new IllegalStateException(COMMAND + " has not started");
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while the lab's processes start");
      }
    }
  }

  private static boolean isShown(Predicate<ProcessInfo> which) {
    return ProcessInfo.readAll().stream()
        .anyMatch(each -> which.test(each) && each.command().equals(COMMAND));
  }

  @Override
  public void close() {
    cells.forEach(Cell::close);
  }
}
