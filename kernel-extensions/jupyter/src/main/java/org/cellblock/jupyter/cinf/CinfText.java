package org.cellblock.jupyter.cinf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cellblock.jupyter.render.TextTable;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.cinf.Cinf;
import org.cellblock.procfs.cinf.CinfProcess;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables as {@code cinf} prints them: headings in capitals, every row, lines kept. */
public final class CinfText {

  private static final String BETWEEN = " · ";
  private static final int COMMAND = 40;

  private CinfText() {}

  /**
   * Returns a whole table.
   *
   * @param table one of {@code Cinf}'s
   * @return its headings and rows
   */
  public static String of(Table table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columnNames().stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
    for (int i = 0; i < table.rowCount(); i++) {
      int row = i;
      rows.add(table.columns().stream().map(column -> word(table, column, row)).toList());
    }
    return TextTable.align(rows, column -> table.column(column) instanceof NumericColumn);
  }

  /** Returns one value; a command that has columns to its right is cut. */
  private static String word(Table table, Column<?> column, int row) {
    String word = column.getString(row);
    boolean isLast = table.columnIndex(column) == table.columnCount() - 1;
    return column.name().equals("cmd") && !isLast && word.length() > COMMAND
        ? word.substring(0, COMMAND - 1) + "…"
        : word;
  }

  /**
   * Returns what a table's title says of processes that can't be looked at.
   *
   * @param table one of {@code Cinf}'s
   * @return a sentence, or the empty string when all can be
   */
  public static String remark(Table table) {
    int at = table.name().indexOf(BETWEEN);
    return at < 0 ? "" : table.name().substring(at + BETWEEN.length());
  }

  /**
   * Returns what {@code cinf --mon PID:FILE,FILE} shows once: the head, and the control files.
   *
   * @param target the process and the files
   * @return lines
   * @throws IllegalArgumentException when there is no such process or control file
   */
  public static String monitored(CinfWords.Target target) {
    String[] files = target.names().toArray(String[]::new);
    return head(target.pid()) + "\n\n" + of(Cinf.controlFiles(target.pid(), files));
  }

  /**
   * Returns what {@link #monitored} does, as long as the process lives.
   *
   * @param target the process and the files
   * @return lines; nothing when the process has ended
   */
  public static Optional<String> monitoredStill(CinfWords.Target target) {
    try {
      return lives(target.pid()) ? Optional.of(monitored(target)) : Optional.empty();
    } catch (IllegalArgumentException wrong) {
      if (lives(target.pid())) {
        throw wrong;
      }
      return Optional.empty(); // it ended between two looks
    }
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /**
   * Returns the head of {@code cinf --mon}: who is monitored.
   *
   * @param pid a process
   * @return three lines
   * @throws IllegalArgumentException when there is no such process
   */
  static String head(long pid) {
    CinfProcess process = CinfProcess.read(pid);
    return "PID [%d] PPID [%d] CMD [%s]\nUIDS [%s] STATE [%s]\nNAMESPACES [%s]"
        .formatted(
            pid, process.ppid(), process.cmd(), process.uids(), process.state(), namespaces(pid));
  }

  private static String namespaces(long pid) {
    try {
      return NamespaceLink.readAll(pid).stream()
          .map(link -> link.type() + " " + link.namespace())
          .collect(Collectors.joining(", "));
    } catch (IllegalArgumentException refused) {
      return "can't be looked at";
    }
  }
}
