package org.cellblock.jupyter.assist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;

/** What was executed since the kernel started: one session, kept in memory. */
public final class History implements HistoryManager {
  private static final int SESSION = 1;

  private final List<HistoryEntry> entries = new ArrayList<>();

  /** Makes an empty history. */
  public History() {}

  /**
   * Adds a cell.
   *
   * @param cell its number
   * @param input its text
   * @param output its value's text; null if there was none
   */
  public synchronized void add(int cell, String input, String output) {
    entries.add(new HistoryEntry(SESSION, cell, input, output));
  }

  @Override
  public synchronized List<HistoryEntry> lookupRange(
      int session, int start, int stop, Set<ResultFlag> flags) {
    boolean isThis = session == SESSION || session == 0;
    return shown(
        entries.stream()
            .filter(e -> isThis && e.getCellNumber() >= start)
            .filter(e -> stop <= 0 || e.getCellNumber() < stop)
            .toList(),
        flags);
  }

  @Override
  public synchronized List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
    return shown(last(entries, length), flags);
  }

  @Override
  public synchronized List<HistoryEntry> search(String glob, int length, Set<ResultFlag> flags) {
    Pattern pattern = toPattern(glob == null ? "*" : glob);
    List<HistoryEntry> found =
        entries.stream().filter(e -> pattern.matcher(e.getInput()).matches()).toList();
    if (flags.contains(ResultFlag.UNIQUE)) {
      Map<String, HistoryEntry> byInput = new LinkedHashMap<>();
      found.forEach(e -> byInput.put(e.getInput(), e));
      found = List.copyOf(byInput.values());
    }
    return shown(last(found, length > 0 ? length : found.size()), flags);
  }

  private static List<HistoryEntry> last(List<HistoryEntry> all, int length) {
    return List.copyOf(all.subList(Math.max(0, all.size() - Math.max(0, length)), all.size()));
  }

  private static List<HistoryEntry> shown(List<HistoryEntry> found, Set<ResultFlag> flags) {
    return flags.contains(ResultFlag.INCLUDE_OUTPUT)
        ? found.stream().map(e -> with(e, e.hasOutput() ? e.getOutput() : "")).toList()
        : found.stream().map(e -> with(e, null)).toList();
  }

  private static HistoryEntry with(HistoryEntry e, String output) {
    return new HistoryEntry(e.getSession(), e.getCellNumber(), e.getInput(), output);
  }

  private static Pattern toPattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
