package org.cellblock.containers.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Compared;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.Given;
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

  private static final String EXPECTED = "a cell, a jail, a container, a program or a pid";

  private final List<Side> sides;
  private final Map<String, Long> host;

  private Comparison(List<Side> sides, Map<String, Long> host) {
    this.sides = sides;
    this.host = host;
  }

  /**
   * Compares containers, cells, programs and processes, as they are now.
   *
   * <p>Where two have the same name, their process ids stand behind it.
   *
   * @param things each a {@link Cell}, a {@link Compared}, a {@link Program} or the number of a
   *     process; an ordinary user's own
   * @return the comparison
   * @throws IllegalArgumentException for none, for something else, for the same process twice, and
   *     for a cell, program or process that has ended or may not be looked at
   * @throws IllegalStateException for a jail or container that isn't running
   */
  public static Comparison of(Object... things) {
    Given.notNull(things, "things", "cells, jails, containers, programs or pids");
    if (things.length == 0) {
      throw new IllegalArgumentException("Comparison.of(): expected " + EXPECTED);
    }
    return HostThread.call(
        () -> {
          List<Side> sides = new ArrayList<>();
          for (Object thing : things) {
            sides.add(once(side(thing), sides));
          }
          return new Comparison(distinct(sides), Side.host());
        });
  }

  /**
   * Compares what is in a collection, in its order; see {@link #of(Object...)}.
   *
   * @param things cells, jails, containers, programs or numbers of processes
   * @return the comparison
   */
  public static Comparison of(Collection<?> things) {
    Given.notNull(things, "things", "cells, jails, containers, programs or pids");
    return of(things.toArray());
  }

  private static Side side(Object thing) {
    if (thing instanceof Cell cell) {
      return Side.of(cell);
    }
    if (thing instanceof Compared container) {
      return Side.of("container", container.name(), container.pid());
    }
    if (thing instanceof Program program) {
      return Side.of(program);
    }
    if (thing instanceof Long || thing instanceof Integer) {
      return Side.of("process", "process " + thing, ((Number) thing).longValue());
    }
    throw new IllegalArgumentException("compared [%s]: expected %s".formatted(thing, EXPECTED));
  }

  private static Side once(Side side, List<Side> before) {
    if (before.stream().anyMatch(other -> other.pid() == side.pid())) {
      throw new IllegalArgumentException(
          "compared [%s] with itself, process %d: expected each once"
              .formatted(side.name(), side.pid()));
    }
    return side;
  }

  private static List<Side> distinct(List<Side> sides) {
    Map<String, Long> bearers =
        sides.stream().collect(Collectors.groupingBy(Side::name, Collectors.counting()));
    return sides.stream()
        .map(side -> bearers.get(side.name()) == 1 ? side : side.withPidInName())
        .toList();
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

  /**
   * Draws them side by side in the host: which namespaces each has of its own, the end of its
   * cgroup's path, and its limits.
   */
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
            tail(row.cgroup()),
            "memory %s, cpus %s, pids %s"
                .formatted(row.memory(), row.cpus().replace(" CPUs", ""), row.tasks()),
            inside);
    return new Box(
        side.kind(),
        row.name().replaceFirst("^process ", ""),
        own.isEmpty() ? "shares every namespace with the host" : "not the host's: " + own,
        List.of(group));
  }

  /** Keeps the last two names of a cgroup's path: a box is as wide as its longest line. */
  static String tail(String cgroup) {
    List<String> names = Stream.of(cgroup.split("/")).filter(each -> !each.isEmpty()).toList();
    int last = names.size();
    return last <= 2 ? cgroup : "…/" + String.join("/", names.subList(last - 2, last));
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
    if (inode.equals(host.get(type))) {
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
