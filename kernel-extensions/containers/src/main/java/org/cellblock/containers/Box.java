package org.cellblock.containers;

import java.util.List;

/**
 * A picture of things inside things: the host, a cell, a process.
 *
 * @param kind what it is: {@code host}, {@code cell}, {@code thread} or {@code process}
 * @param title its name
 * @param detail what else to say of it; may be empty
 * @param inside the boxes in this one
 */
public record Box(String kind, String title, String detail, List<Box> inside) {

  /** Copies the list of boxes. */
  public Box {
    inside = List.copyOf(inside);
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
    text.append('\n');
    inside.forEach(box -> text.append(box.text(indent + "  ")));
    return text.toString();
  }
}
