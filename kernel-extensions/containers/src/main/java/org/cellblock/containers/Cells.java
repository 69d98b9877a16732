package org.cellblock.containers;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.Steps;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/** The cells of this notebook that are open. */
public final class Cells {

  private static final Map<String, Cell> OPEN = new LinkedHashMap<>();
  private static final Map<String, Owner> OWNERS = new HashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Cells::closeAll, "close cells"));
  }

  private Cells() {}

  /**
   * Lists the cells that are open, in the order of opening.
   *
   * @return columns name, own (STRING: kinds of namespaces)
   */
  public static Table open() {
    List<Row> rows = all().stream().map(Row::of).toList();
    return Tables.of("open cells", Row.class, rows);
  }

  /** Returns the cells that are open, in the order of opening. */
  public static List<Cell> all() {
    synchronized (OPEN) {
      return List.copyOf(OPEN.values());
    }
  }

  /**
   * Finds an open cell.
   *
   * @param name as given to {@link Cell#open}
   * @return the cell
   * @throws IllegalArgumentException when no open cell has this name
   */
  public static Cell named(String name) {
    synchronized (OPEN) {
      Cell cell = OPEN.get(name);
      if (cell == null) {
        String open = OPEN.isEmpty() ? "none is" : "open: " + String.join(", ", OPEN.keySet());
        throw new IllegalArgumentException(
            "cell [%s] is not open (%s): Cell.open(\"%s\") opens one".formatted(name, open, name));
      }
      return cell;
    }
  }

  /** Closes all cells that are open. */
  public static void closeAll() {
    runAll(all().stream().<Runnable>map(cell -> cell::close).toList());
  }

  /**
   * Runs all, also after one has failed, and on an interrupted thread, where none could wait; the
   * first failure is thrown, with the others in it.
   */
  static void runAll(List<Runnable> steps) {
    AtomicBoolean isInterrupted = new AtomicBoolean();
    try {
      Steps.runAll(steps.stream().map(each -> uninterrupted(each, isInterrupted)).toList());
    } finally {
      if (isInterrupted.get()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Runnable uninterrupted(Runnable step, AtomicBoolean isInterrupted) {
    return () -> {
      if (Thread.interrupted()) {
        isInterrupted.set(true);
      }
      step.run();
    };
  }

  static Cell add(String name, Owner owner) {
    Cell cell = new Cell(name, CellThread.start(name));
    Cell former;
    synchronized (OPEN) {
      Owner holder = OWNERS.getOrDefault(name, owner);
      if (holder != owner) {
        cell.close();
        throw owner.taken(name, holder);
      }
      former = OPEN.remove(name);
      OPEN.put(name, cell); // at once: another thread may open the same name
      OWNERS.put(name, owner);
    }
    if (former != null) {
      former.close();
    }
    return cell;
  }

  static void remove(Cell cell) {
    synchronized (OPEN) {
      if (OPEN.remove(cell.name(), cell)) {
        OWNERS.remove(cell.name());
      }
    }
  }

  /** Returns who has a name, or null. */
  static Owner ownerOf(String name) {
    synchronized (OPEN) {
      return OWNERS.get(name);
    }
  }

  /**
   * One open cell.
   *
   * @param name as given to {@link Cell#open}
   * @param own the namespaces that it doesn't share with the host
   */
  public record Row(String name, String own) {
    static Row of(Cell cell) {
      return new Row(
          cell.name(),
          cell.own().stream().map(Namespace::procName).collect(Collectors.joining(" ")));
    }
  }
}
