package org.cellblock.jupyter.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/** Finds the names that a statement declares or assigns. */
final class Names {
  /**
   * {@code name = ...}, also behind {@code var}, of which JShell knows nothing without its type.
   */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?s)(?:\\s|//[^\\n]*\\n|/\\*.*?\\*/)*(?:final\\s+)?(?:var\\s+)?(\\w+)\\s*=(?!=)");

  private Names() {}

  static Set<String> of(String statement, SourceCodeAnalysis analysis) {
    Set<String> names = new LinkedHashSet<>();
    try {
      Matcher assignment = ASSIGNMENT.matcher(statement);
      if (assignment.lookingAt()) {
        names.add(assignment.group(1));
      }
      for (Snippet snippet : analysis.sourceToSnippets(statement)) {
        if (snippet instanceof DeclarationSnippet declared) {
          names.add(declared.name());
        }
      }
    } catch (StackOverflowError | InternalError tooDeep) {
      return names; // the compiler won't take it either
    }
    return names;
  }
}
