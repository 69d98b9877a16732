package org.cellblock.jupyter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Takes Java apart into statements and declarations as JShell does, with two promises that JShell
 * doesn't give: each part leaves less text than before, and no text is lost.
 */
public final class Splitter {
  /** So much is looked at first: JShell reads all that it is given for each statement of it. */
  private static final int WINDOW = 4096;

  private final SourceCodeAnalysis analysis;
  private final BooleanSupplier isInterrupted;

  /**
   * Makes a splitter.
   *
   * @param isInterrupted whether the learner no longer waits for the rest
   */
  Splitter(SourceCodeAnalysis analysis, BooleanSupplier isInterrupted) {
    this.analysis = analysis;
    this.isInterrupted = isInterrupted;
  }

  /**
   * The beginning of some Java.
   *
   * @param completeness what it is
   * @param source its text, completed with a semicolon where Java wants one
   * @param remaining what stands behind it, always shorter than the whole
   */
  public record Part(Completeness completeness, String source, String remaining) {
    boolean isBroken() {
      return completeness == Completeness.UNKNOWN || isUnfinished();
    }

    /**
     * Says whether it is a statement or declaration.
     *
     * @return false when it is broken or empty
     */
    public boolean isWhole() {
      return completeness == Completeness.COMPLETE
          || completeness == Completeness.COMPLETE_WITH_SEMI;
    }

    /**
     * Says whether what comes next on the lines below may make a statement of it.
     *
     * @return true for the beginning of one
     */
    public boolean isUnfinished() {
      return completeness == Completeness.DEFINITELY_INCOMPLETE
          || completeness == Completeness.CONSIDERED_INCOMPLETE;
    }
  }

  /**
   * One statement or declaration.
   *
   * @param text its source, completed with a semicolon where Java wants one
   * @param origin where it stands
   * @param isBroken whether it can't be parsed
   */
  record Statement(String text, Origin origin, boolean isBroken) {}

  /** Answers the statements in order, up to and with the first that can't be parsed. */
  List<Statement> split(Origin origin, String java) {
    List<Statement> statements = new ArrayList<>();
    String rest = java.stripLeading(); // JShell counts the lines of a stack frame from here
    while (!rest.isEmpty() && !isInterrupted.getAsBoolean()) {
      Part part = first(rest);
      int offset = origin.offset() + java.length() - rest.length();
      if (part.completeness() != Completeness.EMPTY) {
        Origin here = new Origin(origin.cell(), origin.source(), offset);
        statements.add(new Statement(part.source(), here, part.isBroken()));
      }
      rest = part.remaining().stripLeading();
    }
    return statements;
  }

  /**
   * Answers the first statement of a text.
   *
   * @param java a text that isn't blank
   * @return what it begins with
   */
  public Part first(String java) {
    for (int size = WINDOW; size < java.length() / 2; size *= 4) {
      int end = java.indexOf('\n', size) + 1;
      if (end > 0 && end < java.length()) {
        Part part = analyze(java.substring(0, end));
        if (part.isWhole() && beginsWithToken(part.remaining())) {
          return new Part(
              part.completeness(), part.source(), part.remaining() + java.substring(end));
        }
      }
    }
    return analyze(java);
  }

  private Part analyze(String java) {
    CompletionInfo info;
    try {
      info = analysis.analyzeCompletion(java);
    } catch (StackOverflowError | InternalError tooDeep) {
      return new Part(Completeness.UNKNOWN, java, ""); // the compiler won't take it either
    }
    Part part = new Part(info.completeness(), info.source(), info.remaining());
    if (!part.isWhole()) {
      return new Part(info.completeness(), java, "");
    }
    int end = java.length() - info.remaining().length();
    return end > 0 && java.endsWith(info.remaining()) && isSame(info.source(), java, end)
        ? part
        : new Part(Completeness.UNKNOWN, java, ""); // or it would be asked for ever, or lost
  }

  /** Whether a part has all of the text up to the end, where it may have got a semicolon. */
  private static boolean isSame(String source, String java, int end) {
    int at = 0;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (at < end && c == java.charAt(at)) {
        at++;
      } else if (c != ';') {
        return false;
      }
    }
    return java.substring(at, end).isBlank();
  }

  /** Whether a token follows, and not only comments, behind which an {@code else} may come. */
  private static boolean beginsWithToken(String text) {
    String rest = text.stripLeading();
    while (rest.startsWith("//") || rest.startsWith("/*")) {
      boolean isLine = rest.startsWith("//");
      int end = isLine ? rest.indexOf('\n') : rest.indexOf("*/", 2);
      if (end < 0) {
        return false;
      }
      rest = rest.substring(end + (isLine ? 1 : 2)).stripLeading();
    }
    return !rest.isEmpty() && rest.charAt(0) != '\\'; // an escape may begin a comment
  }
}
