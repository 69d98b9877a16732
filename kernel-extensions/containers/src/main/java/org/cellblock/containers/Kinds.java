package org.cellblock.containers;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.cellblock.linux.Given;
import org.cellblock.linux.Namespace;

/** Checks the kinds of namespaces that a cell is to have of its own. */
final class Kinds {

  private Kinds() {}

  static void check(String cell, Set<Namespace> own, Namespace... kinds) {
    Given.notNull(kinds, "kinds", "one or more kinds of namespaces");
    Set<Namespace> asked = EnumSet.noneOf(Namespace.class);
    for (Namespace kind : kinds) {
      Given.notNull(kind, "kind", "one of namespaces, for example UTS");
      if (!asked.add(kind) || own.contains(kind)) {
        throw new IllegalArgumentException(
            "unshare(%s): %s already has its own %s; each kind once"
                .formatted(Arrays.toString(kinds), cell, kind));
      }
    }
    if (asked.contains(Namespace.USER)) {
      throw new IllegalArgumentException(
          "unshare(USER): the kernel forbids it to a process with more than one thread,"
              + " and Java has many; see unshare(2)");
    }
  }
}
