package org.cellblock.jupyter.assist;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager.ResultFlag;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** Answers history requests in the protocol's triples. */
public final class HistoryLookup {
  private HistoryLookup() {}

  /**
   * Looks a request's cells up.
   *
   * @param history where
   * @param request for which
   * @return session, cell and input of each; with the input goes the output where it is wanted
   */
  public static List<List<Object>> find(History history, HistoryRequest request) {
    Set<ResultFlag> flags = EnumSet.noneOf(ResultFlag.class);
    if (request.includeOutput()) {
      flags.add(ResultFlag.INCLUDE_OUTPUT);
    }
    return entries(history, request, flags).stream().map(HistoryLookup::triple).toList();
  }

  private static List<HistoryEntry> entries(
      History history, HistoryRequest request, Set<ResultFlag> flags) {
    if (request instanceof HistoryRequest.Tail tail) {
      return history.lookupTail(tail.getMaxReturnLength(), flags);
    }
    if (request instanceof HistoryRequest.Range range) {
      return history.lookupRange(range.getSessionIndex(), range.getStart(), range.getStop(), flags);
    }
    HistoryRequest.Search search = (HistoryRequest.Search) request;
    if (search.filterUnique()) {
      flags.add(ResultFlag.UNIQUE);
    }
    return history.search(search.getPattern(), search.getMaxReturnLength(), flags);
  }

  private static List<Object> triple(HistoryEntry entry) {
    Object input =
        entry.hasOutput() ? List.of(entry.getInput(), entry.getOutput()) : entry.getInput();
    return List.of(entry.getSession(), entry.getCellNumber(), input);
  }
}
