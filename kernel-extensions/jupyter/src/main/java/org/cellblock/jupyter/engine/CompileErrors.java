package org.cellblock.jupyter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/** Compile errors as text: the line, a caret below the place, and what the compiler says. */
final class CompileErrors {
  /** The error's kind. */
  static final String NAME = "CompileError";

  /** What the compiler says of a name that stands alone, not behind a dot. */
  private static final Pattern UNDECLARED =
      Pattern.compile("(?s)cannot find symbol.*symbol: +\\w+ (\\w+).*location: class\\s*");

  private CompileErrors() {}

  /** Makes the failure out of the compiler's words. */
  static CellFailure of(List<Diag> diagnostics, Origin origin) {
    List<String> lines = new ArrayList<>();
    String first = "";
    for (Diag diagnostic : diagnostics) {
      if (diagnostic.isError()) {
        String message = diagnostic.getMessage(Locale.ROOT).strip();
        int line = origin.lineAt((int) diagnostic.getStartPosition());
        first = first.isEmpty() ? "line " + line + ": " + headline(message) : first;
        describe(diagnostic, message, line, origin, lines);
        hint(diagnostic.getCode())
            .or(() -> undeclared(message))
            .filter(hint -> !lines.contains(hint))
            .ifPresent(lines::add);
      }
    }
    return lines.isEmpty()
        ? of("the compiler can't read this", origin)
        : new CellFailure(NAME, first, lines, null);
  }

  /** Makes the failure of a text of which the compiler has nothing to say. */
  static CellFailure of(String message, Origin origin) {
    int line = origin.lineAt(0);
    List<String> lines =
        List.of(Ansi.error("Line " + line + ": " + message), "    " + origin.text(line));
    return new CellFailure(NAME, "line " + line + ": " + message, lines, null);
  }

  private static Optional<String> hint(String code) {
    String limit = code.startsWith("compiler.err.limit.") ? code.substring(19) : "";
    return Optional.ofNullable(
        switch (limit) {
          case "code", "code.too.large.for.try.stmt" ->
              "Hint: a method has at most 64 KiB of bytecode; split it, or read data from a file";
          case "string", "string.overflow" ->
              "Hint: a constant string has at most 65535 bytes; read it from a file";
          case "pool", "pool.in.class" ->
              "Hint: a class has at most 65535 constants; split it, or read data from a file";
          case "parameters" ->
              "Hint: a method has at most 255 parameters, of which long and double count twice";
          default -> null;
        });
  }

  private static Optional<String> undeclared(String message) {
    String hint = "Hint: `$1` isn't declared yet: run the cells above first, or check its spelling";
    Matcher name = UNDECLARED.matcher(message);
    return name.matches() ? Optional.of(name.replaceFirst(hint)) : Optional.empty();
  }

  private static void describe(
      Diag diagnostic, String message, int line, Origin origin, List<String> lines) {
    String[] words = message.split("\\R");
    lines.add(Ansi.error("Line " + line + ": " + words[0]));
    String text = origin.text(line);
    lines.add("    " + text);
    lines.add("    " + Ansi.error(caret(diagnostic, text, origin)));
    for (int i = 1; i < words.length; i++) {
      String detail = words[i].strip();
      if (!detail.equals("location: class")) { // JShell's wrapper, whose name it already took out
        lines.add("    " + detail);
      }
    }
  }

  private static String caret(Diag diagnostic, String text, Origin origin) {
    int start = Math.min(origin.offset() + at(diagnostic), origin.source().length());
    int column = start - (origin.source().lastIndexOf('\n', Math.max(0, start - 1)) + 1);
    int length = (int) (diagnostic.getEndPosition() - diagnostic.getStartPosition());
    int shown = Math.max(1, Math.min(length, text.length() - column));
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < column && i < text.length(); i++) {
      line.append(text.charAt(i) == '\t' ? '\t' : ' ');
    }
    return line.append("^".repeat(shown)).toString();
  }

  private static int at(Diag diagnostic) {
    return (int) Math.max(0, diagnostic.getStartPosition());
  }

  private static String headline(String message) {
    return message.lines().findFirst().orElse(message);
  }
}
