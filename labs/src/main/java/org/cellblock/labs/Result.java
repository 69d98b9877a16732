package org.cellblock.labs;

import java.util.Optional;

/**
 * How one task stands.
 *
 * @param task the task
 * @param finding what is wanting; nothing when all its tests ran and passed
 */
public record Result(Task task, Optional<NotYet> finding) {

  private static final String INDENT = " ".repeat(9);

  /** Says whether the task is solved. */
  public boolean passed() {
    return finding.isEmpty();
  }

  /** Returns {@code ok} or {@code not yet}. */
  public String word() {
    return passed() ? "ok" : "not yet";
  }

  /** Returns one line, and below it three more for what is wanting. */
  @Override
  public String toString() {
    String line = "%-9s%d. %s%n".formatted(word(), task.number(), task.title());
    return line + finding.map(Result::lines).orElse("");
  }

  private static String lines(NotYet finding) {
    return line("expected", finding.expected())
        + line("seen", finding.shown())
        + line("why", finding.why());
  }

  private static String line(String what, String text) {
    String below = "\n" + INDENT + " ".repeat(10);
    return "%s%-10s%s%n".formatted(INDENT, what, text.strip().replace("\n", below));
  }
}
