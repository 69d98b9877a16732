package org.cellblock.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a Markdown text under a heading such as {@code ## 2. Find the impostor}. */
record Section(String title, String body) {

  private static final Pattern HEADING = Pattern.compile("(?m)^## \\d+\\. (.+)$");
  private static final Pattern ITEM = Pattern.compile("(?m)^\\d+\\. ");

  /** Takes a text apart; what stands before the first such heading is left out. */
  static List<Section> parse(String markdown) {
    List<Section> sections = new ArrayList<>();
    Matcher heading = HEADING.matcher(markdown);
    boolean found = heading.find();
    while (found) {
      String title = heading.group(1).strip();
      int start = heading.end();
      found = heading.find();
      int end = found ? heading.start() : markdown.length();
      sections.add(new Section(title, markdown.substring(start, end).strip()));
    }
    return sections;
  }

  /** Returns the items of the numbered list that the body is, each as one line. */
  List<String> items() {
    return ITEM.splitAsStream(body)
        .map(item -> item.strip().replaceAll("\\s*\\n\\s*", " "))
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
