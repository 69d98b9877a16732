package org.cellblock.jupyter.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Translates stack frames of what the engine itself has called, as JShell does for what it calls:
 * from the classes around snippets to the snippets and their own lines.
 */
final class Frames {
  private final JShell shell;
  private final SourceCodeAnalysis analysis;

  Frames(JShell shell) {
    this.shell = shell;
    this.analysis = shell.sourceCodeAnalysis();
  }

  /** Answers a chain of throwables that has the frames of the given one, translated. */
  Throwable of(Throwable thrown) {
    return of(thrown, new HashMap<>());
  }

  /** A deep recursion has a thousand frames of one class: each class is looked up once. */
  private Throwable of(Throwable thrown, Map<String, Optional<Snippet>> known) {
    Throwable cause = thrown.getCause() == thrown ? null : thrown.getCause();
    Throwable translated = new Throwable(cause == null ? null : of(cause, known));
    translated.setStackTrace(
        Arrays.stream(thrown.getStackTrace())
            .map(
                frame ->
                    known
                        .computeIfAbsent(frame.getClassName(), this::snippetOf)
                        .map(snippet -> translate(frame, snippet))
                        .orElse(frame))
            .toArray(StackTraceElement[]::new));
    return translated;
  }

  /** Finds the snippet around which JShell has put a class. */
  Optional<Snippet> snippetOf(String className) {
    return className.startsWith("REPL.")
        ? shell.snippets().filter(each -> isAround(className, each)).reduce((old, last) -> last)
        : Optional.empty();
  }

  private StackTraceElement translate(StackTraceElement frame, Snippet snippet) {
    boolean isExpression = frame.getMethodName().contains(Expressions.METHOD);
    String method = isExpression ? "" : frame.getMethodName();
    int line = line(analysis.wrapper(snippet), frame.getLineNumber());
    return new StackTraceElement("", method, "#" + snippet.id(), line);
  }

  private boolean isAround(String className, Snippet snippet) {
    if (snippet.kind() == Snippet.Kind.ERRONEOUS) {
      return false;
    }
    String around = analysis.wrapper(snippet).fullClassName();
    return className.equals(around) || className.startsWith(around + "$");
  }

  private static int line(SnippetWrapper wrapper, int wrappedLine) {
    int start = 0;
    for (int line = 1; line < wrappedLine; line++) {
      start = wrapper.wrapped().indexOf('\n', start) + 1;
    }
    while (Character.isWhitespace(wrapper.wrapped().charAt(start))) {
      start++;
    }
    String before = wrapper.source().substring(0, wrapper.wrappedToSourcePosition(start));
    return (int) before.chars().filter(each -> each == '\n').count() + 1;
  }
}
