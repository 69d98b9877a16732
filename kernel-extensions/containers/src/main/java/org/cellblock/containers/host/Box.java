package org.cellblock.containers.host;

import java.util.List;
import org.cellblock.linux.Given;

/**
 * A picture of things inside things: the host, a cell, a process.
 *
 * @param kind what it is: {@code host}, {@code cell}, {@code cgroup}, {@code process}, ...
 * @param title its name
 * @param detail what else to say of it; may be empty
 * @param bars how much of its limits it uses
 * @param inside the boxes in this one
 */
public record Box(String kind, String title, String detail, List<Bar> bars, List<Box> inside) {

  /**
   * How much of a limit is used.
   *
   * @param title what is limited
   * @param words how much is used of how much
   * @param part 0 for nothing, 1 for all
   */
  public record Bar(String title, String words, double part) {

    private static final int STEPS = 10;

    /** Checks the part; more than all is all. */
    public Bar {
      Given.notNull(title, "title", "what is limited");
      Given.notNull(words, "words", "how much is used of how much");
      if (!(part >= 0)) {
        throw new IllegalArgumentException(
            "bar %s: part [%s]: expected 0 for nothing to 1 for all".formatted(title, part));
      }
    }

    /** Returns {@code pids 5 of 20 ███░░░░░░░}. */
    @Override
    public String toString() {
      int full = (int) Math.ceil(Math.min(1, part) * STEPS);
      return title + " " + words + " " + "█".repeat(full) + "░".repeat(STEPS - full);
    }
  }

  /** Copies the lists, and checks that nothing is missing. */
  public Box {
    Given.notNull(kind, "kind", "what it is");
    Given.notNull(title, "title", "its name");
    Given.notNull(detail, "detail", "what else to say of it, empty for nothing");
    bars = Given.list(bars, "bar", "how much of a limit is used");
    inside = Given.list(inside, "box", "one inside this one");
  }

  /**
   * Makes a box without bars.
   *
   * @param kind what it is
   * @param title its name
   * @param detail what else to say of it; may be empty
   * @param inside the boxes in this one
   */
  public Box(String kind, String title, String detail, List<Box> inside) {
    this(kind, title, detail, List.of(), inside);
  }

  /** Returns the picture as an indented list. */
  @Override
  public String toString() {
    return text("").stripTrailing();
  }

  private String text(String indent) {
    StringBuilder text = new StringBuilder(indent).append(kind).append(' ').append(title);
    if (!detail.isEmpty()) {
      text.append(" · ").append(detail);
    }
    bars.forEach(bar -> text.append(" · ").append(bar));
    text.append('\n');
    inside.forEach(box -> text.append(box.text(indent + "  ")));
    return text.toString();
  }
}
