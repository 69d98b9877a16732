package org.cellblock.containers;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/** The cells of this notebook that are open. */
public final class Cells {

  private static final OpenThings<Cell> OPEN =
      OpenThings.of(OpenThings.Stage.CELLS, Cell::name, Cell::close);

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
    return OPEN.all();
  }

  /**
   * Finds an open cell.
   *
   * @param name as given to {@link Cell#open}
   * @return the cell
   * @throws IllegalArgumentException when no open cell has this name
   */
  public static Cell named(String name) {
    return OPEN.find(name).orElseThrow(() -> notOpen(name));
  }

  private static IllegalArgumentException notOpen(String name) {
    String names = all().stream().map(Cell::name).collect(Collectors.joining(", "));
    String open = names.isEmpty() ? "none is" : "open: " + names;
    return new IllegalArgumentException(
        "cell [%s] is not open (%s): Cell.open(\"%s\") opens one".formatted(name, open, name));
  }

  /** Closes all cells that are open. */
  public static void closeAll() {
    OPEN.closeAll();
  }

  static Cell add(String name, Owner owner) {
    Cell cell = new Cell(name, owner, CellThread.start(name));
    Optional<Cell> former;
    synchronized (OPEN) { // another thread may open the same name
      Owner holder = ownerOf(name).orElse(owner);
      if (holder != owner) {
        cell.close();
        throw owner.taken(name, holder);
      }
      former = OPEN.put(cell);
    }
    former.ifPresent(Cell::close);
    return cell;
  }

  static void remove(Cell cell) {
    OPEN.remove(cell);
  }

  /** Returns who has a name. */
  static Optional<Owner> ownerOf(String name) {
    return OPEN.find(name).map(Cell::owner);
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
