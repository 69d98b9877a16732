package org.cellblock.jupyter.assist;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.cellblock.jupyter.engine.CellSource;
import org.cellblock.jupyter.engine.LateEngine;
import org.cellblock.jupyter.engine.Log;
import org.cellblock.jupyter.engine.Splitter;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;

/** Completion, inspection and completeness of what is being typed. */
public final class Assistant {
  private final LateEngine engine;
  private final Supplier<List<String>> magics;

  /** The statement below the cursor: its text and where it begins in the cell. */
  private record Fragment(String text, int start, int cursor) {}

  /**
   * Makes an assistant.
   *
   * @param engine knows what the notebook has declared
   * @param magics answers all magics as they are typed, in order
   */
  public Assistant(LateEngine engine, Supplier<List<String>> magics) {
    this.engine = engine;
    this.magics = magics;
  }

  /**
   * Answers what could stand at the cursor.
   *
   * @param code a cell's text
   * @param at the cursor's position in code points
   * @return what to put there, and instead of which part of the text
   */
  public ReplacementOptions complete(String code, int at) {
    int cursor = CodePoints.toChars(code, at);
    return answer(() -> complete(cursor, code), options(List.of(), code, cursor, cursor));
  }

  private ReplacementOptions complete(int cursor, String code) {
    int line = code.lastIndexOf('\n', cursor - 1) + 1;
    String typed = code.substring(line, cursor).stripLeading();
    if (typed.startsWith("%") && !typed.contains(" ")) {
      List<String> found = magics.get().stream().filter(name -> name.startsWith(typed)).toList();
      return options(found, code, cursor - typed.length(), cursor);
    }
    Fragment fragment = fragment(code, cursor);
    int[] anchor = {fragment.cursor};
    List<Suggestion> suggestions =
        engine.analysis().completionSuggestions(fragment.text, fragment.cursor, anchor);
    Set<String> ordered = new LinkedHashSet<>();
    suggestions.stream().filter(Suggestion::matchesType).forEach(s -> ordered.add(shown(s)));
    suggestions.forEach(s -> ordered.add(shown(s)));
    ordered.addAll(Packages.after(fragment.text));
    return options(List.copyOf(ordered), code, fragment.start + anchor[0], cursor);
  }

  /** The documentation of what the cursor is on; empty if there is none. */
  List<Documentation> document(String code, int at) {
    return answer(() -> find(code, at), List.of());
  }

  private List<Documentation> find(String code, int at) {
    int cursor = CodePoints.toChars(code, at);
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    Fragment fragment = fragment(code, end);
    String name = fragment.text.substring(0, fragment.cursor);
    List<Documentation> found = new ArrayList<>();
    for (String asked : List.of(name + "(", name)) {
      if (found.isEmpty()) {
        found.addAll(engine.analysis().documentation(asked, asked.length(), false));
      }
    }
    return found;
  }

  /**
   * Says whether code can be executed as it is.
   *
   * @param code a cell's text
   * @return in the words of {@link BaseKernel}; for unfinished code the next line's indentation
   */
  public String isComplete(String code) {
    return answer(() -> judge(code), BaseKernel.IS_COMPLETE_BAD);
  }

  /** A request is always answered: code may be too deep for the compiler, and JShell has faults. */
  private static <T> T answer(Supplier<T> question, T otherwise) {
    try {
      return question.get();
    } catch (RuntimeException | VirtualMachineError | AssertionError fault) {
      Log.warn("what is being typed could not be looked at", fault);
      return otherwise;
    }
  }

  private String judge(String code) {
    if (code.stripLeading().startsWith("%%")) {
      return code.strip().contains("\n") ? BaseKernel.IS_COMPLETE_YES : "";
    }
    boolean isUnfinished = false;
    for (CellSource.Piece piece : CellSource.parse(code)) {
      String rest = piece instanceof CellSource.Piece.Java java ? java.text() : "";
      while (!rest.isBlank()) {
        Splitter.Part part = engine.splitter().first(rest);
        if (part.completeness() == Completeness.UNKNOWN || isBad(part)) {
          return BaseKernel.IS_COMPLETE_BAD;
        }
        isUnfinished = part.isUnfinished();
        rest = part.remaining();
      }
    }
    return isUnfinished ? indentAfter(code) : BaseKernel.IS_COMPLETE_YES;
  }

  private boolean isBad(Splitter.Part part) {
    return part.isWhole()
        && engine.analysis().sourceToSnippets(part.source()).stream()
            .anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
  }

  private Fragment fragment(String code, int cursor) {
    String typed = code.substring(0, cursor);
    String rest = typed;
    for (CellSource.Piece piece : CellSource.parse(typed)) {
      rest = lastOf(piece);
    }
    while (!rest.isBlank()) {
      Splitter.Part part = engine.splitter().first(rest);
      if (part.remaining().isBlank()) {
        break;
      }
      rest = part.remaining();
    }
    return new Fragment(rest, cursor - rest.length(), rest.length());
  }

  private static String lastOf(CellSource.Piece piece) {
    if (piece instanceof CellSource.Piece.Java java) {
      return java.text();
    }
    return piece instanceof CellSource.Piece.Whole whole ? whole.body() : "";
  }

  private static ReplacementOptions options(List<String> found, String code, int from, int to) {
    return new ReplacementOptions(
        found, CodePoints.fromChars(code, from), CodePoints.fromChars(code, to));
  }

  private static String shown(Suggestion suggestion) {
    return suggestion.continuation();
  }

  private static String indentAfter(String code) {
    String line = code.substring(code.lastIndexOf('\n') + 1);
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    return line.stripTrailing().endsWith("{") ? indent + "  " : indent;
  }
}
