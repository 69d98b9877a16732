package org.cellblock.jupyter.assist;

import java.lang.module.ModuleDescriptor.Exports;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Java's own packages, which JShell would look for among its 27,000 classes: that index is left
 * out, for it would take a third of the heap.
 */
final class Packages {
  /**
   * The beginning of a qualified name, {@code java.ut}: what stands before its last dot, or not.
   */
  private static final Pattern NAME =
      Pattern.compile("(?s)(?:.*[^\\w.$)\\]\"'])?((?:[a-z]\\w*\\.)*)([a-z]\\w*)?");

  private Packages() {}

  /** Answers how a package's name may go on at the end of a text, with its next dot. */
  static Set<String> after(String typed) {
    Set<String> found = new TreeSet<>();
    Matcher name = NAME.matcher(typed);
    if (!name.matches() || name.group(1).isEmpty() && name.group(2) == null) {
      return found;
    }
    String begun = name.group(1) + (name.group(2) == null ? "" : name.group(2));
    exported()
        .filter(each -> each.startsWith(begun))
        .map(each -> each.substring(name.group(1).length()).replaceFirst("\\..*|$", "."))
        .forEach(found::add);
    return found;
  }

  private static Stream<String> exported() {
    return ModuleLayer.boot().modules().stream()
        .flatMap(each -> each.getDescriptor().exports().stream())
        .filter(each -> !each.isQualified())
        .map(Exports::source);
  }
}
