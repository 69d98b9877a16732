package org.cellblock.jupyter.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;

/** Completion, inspection and completeness of what is being typed. */
final class Assistant {
  private final Engine engine;
  private final SourceCodeAnalysis analysis;
  private final List<String> magics;

  /** The statement below the cursor: its text and where it begins in the cell. */
  private record Fragment(String text, int start, int cursor) {}

  Assistant(Engine engine, List<String> magics) {
    this.engine = engine;
    this.analysis = engine.analysis();
    this.magics = magics;
  }

  /** What could stand at the cursor, a position in code points. */
  ReplacementOptions complete(String code, int at) {
    int cursor = CodePoints.toChars(code, at);
    return answer(() -> complete(cursor, code), options(List.of(), code, cursor, cursor));
  }

  private ReplacementOptions complete(int cursor, String code) {
    int line = code.lastIndexOf('\n', cursor - 1) + 1;
    String typed = code.substring(line, cursor).stripLeading();
    if (typed.startsWith("%") && !typed.contains(" ")) {
      List<String> found = magics.stream().filter(name -> name.startsWith(typed)).toList();
      return options(found, code, cursor - typed.length(), cursor);
    }
    Fragment fragment = fragment(code, cursor);
    int[] anchor = {fragment.cursor};
    List<Suggestion> suggestions =
        analysis.completionSuggestions(fragment.text, fragment.cursor, anchor);
    Set<String> ordered = new LinkedHashSet<>();
    suggestions.stream().filter(Suggestion::matchesType).forEach(s -> ordered.add(shown(s)));
    suggestions.forEach(s -> ordered.add(shown(s)));
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
        found.addAll(analysis.documentation(asked, asked.length(), false));
      }
    }
    return found;
  }

  /** Whether the code can be executed as it is, in the words of {@link BaseKernel}. */
  String isComplete(String code) {
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
        && analysis.sourceToSnippets(part.source()).stream()
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
