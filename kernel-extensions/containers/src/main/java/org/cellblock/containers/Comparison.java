package org.cellblock.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Containers of whatever make side by side, as the kernel shows them: namespaces, cgroup and its
 * limits, user, capabilities, seccomp, root.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
public final class Comparison {

  private final List<Side> sides;

  private Comparison(List<Side> sides) {
    this.sides = sides;
  }

  /**
   * Compares containers, cells, programs and processes, as they are now.
   *
   * @param things each a {@link Cell}, a {@link Compared}, a {@link Program} or the number of a
   *     process
   * @return the comparison
   * @throws IllegalArgumentException for none, for something else, and for a process that has ended
   *     or may not be looked at
   */
  public static Comparison of(Object... things) {
    if (things.length == 0) {
      throw new IllegalArgumentException(
          "Comparison.of(): expected cells, containers, programs or pids");
    }
    return HostThread.call(
        () -> {
          List<Side> sides = new ArrayList<>();
          for (Object thing : things) {
            sides.add(side(thing));
          }
          return new Comparison(sides);
        });
  }

  private static Side side(Object thing) {
    if (thing instanceof Cell cell) {
      return Side.of(cell);
    }
    if (thing instanceof Compared container) {
      return Side.of(container.name(), container.pid());
    }
    if (thing instanceof Program program) {
      return Side.of(program.command(), program.pid());
    }
    if (thing instanceof Number pid) {
      return Side.of("process " + pid, pid.longValue());
    }
    throw new IllegalArgumentException(
        "compared [%s]: expected a cell, a container, a program or a pid".formatted(thing));
  }

  /**
   * Shows everything, one row for each.
   *
   * @return columns name (STRING), pid (LONG), all others STRING; see {@link ComparisonRow}
   */
  public Table table() {
    return Tables.of("comparison", ComparisonRow.class, rows());
  }

  /**
   * Shows only what differs, one row for each.
   *
   * @return name and those columns of {@link #table()} that have more than one value; pid and
   *     started, which always differ, are left out
   */
  public Table differences() {
    Table all = table();
    List<Column<?>> differing = new ArrayList<>();
    for (Column<?> column : all.columns()) {
      boolean isKept =
          column.name().equals("name")
              || (column instanceof StringColumn text
                  && !column.name().equals("started")
                  && text.countUnique() > 1);
      if (isKept) {
        differing.add(column);
      }
    }
    return Table.create("what differs", differing);
  }

  /** Draws them side by side in the host: which namespaces each has of its own, and its limits. */
  public Box picture() {
    List<Box> boxes = new ArrayList<>();
    List<ComparisonRow> rows = rows();
    for (int i = 0; i < rows.size(); i++) {
      boxes.add(box(rows.get(i), sides.get(i)));
    }
    return new Box("host", Host.hostname(), "", boxes);
  }

  /** Returns the table as text. */
  @Override
  public String toString() {
    return table().print();
  }

  private Box box(ComparisonRow row, Side side) {
    String own =
        side.namespaces().keySet().stream()
            .filter(type -> !whose(side, type).equals("host"))
            .collect(Collectors.joining(" "));
    List<Box> inside =
        List.of(
            new Box("process", "pid " + row.pid(), "uid " + row.uid(), List.of()),
            new Box("may", row.capabilities(), "seccomp " + row.seccomp(), List.of()));
    Box group =
        new Box(
            "cgroup",
            row.cgroup(),
            "memory %s, %s, pids %s".formatted(row.memory(), row.cpus(), row.tasks()),
            inside);
    return new Box(
        "cell",
        row.name(),
        own.isEmpty() ? "shares everything with the host" : "not the host's: " + own,
        List.of(group));
  }

  private List<ComparisonRow> rows() {
    return sides.stream().map(this::row).toList();
  }

  private ComparisonRow row(Side side) {
    Map<String, String> limits = side.limits();
    Map<String, String> may = side.security();
    return new ComparisonRow(
        side.name(),
        side.pid(),
        whose(side, Namespace.MOUNT),
        whose(side, Namespace.UTS),
        whose(side, Namespace.IPC),
        whose(side, Namespace.PID),
        whose(side, Namespace.NETWORK),
        whose(side, Namespace.USER),
        whose(side, Namespace.CGROUP),
        whose(side, Namespace.TIME),
        limits.get("cgroup"),
        limits.get("memory"),
        limits.get("cpus"),
        limits.get("shares"),
        limits.get("pids"),
        may.get("uid"),
        may.get("effective"),
        may.get("bounding"),
        may.get("seccomp"),
        may.get("no new privs"),
        side.root(),
        side.started());
  }

  private String whose(Side side, Namespace kind) {
    return whose(side, kind.procName());
  }

  /** Says whose a side's namespace is; the empty string where this kernel has no such kind. */
  private String whose(Side side, String type) {
    Long inode = side.namespaces().get(type);
    if (inode == null) {
      return "";
    }
    if (inode.equals(Side.host().get(type))) {
      return "host";
    }
    String others =
        sides.stream()
            .filter(other -> other != side && inode.equals(other.namespaces().get(type)))
            .map(Side::name)
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "own" : "with " + others;
  }
}
