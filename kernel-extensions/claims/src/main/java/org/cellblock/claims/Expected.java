package org.cellblock.claims;

import org.cellblock.procfs.Hierarchy;

/**
 * The verdict that we expect; some claims fare differently under version 1 and 2 of cgroups.
 *
 * @param v1 where the controllers are version 1's
 * @param v2 where they are version 2's
 */
record Expected(Verdict v1, Verdict v2) {

  private static final String ON_V1 = " on v1, ";
  private static final String ON_V2 = " on v2";

  /** Parses {@code confirmed}, or {@code confirmed on v1, outdated on v2}. */
  static Expected parse(String text) {
    int end = text.indexOf(ON_V1);
    if (end < 0 || !text.endsWith(ON_V2)) {
      return new Expected(Verdict.of(text), Verdict.of(text));
    }
    String second = text.substring(end + ON_V1.length(), text.length() - ON_V2.length());
    return new Expected(Verdict.of(text.substring(0, end)), Verdict.of(second));
  }

  /** Returns the verdict that we expect on this machine. */
  Verdict here() {
    return v1 == v2 || hasVersion1() ? v1 : v2;
  }

  /** Says whether a controller, not only a name, is mounted as version 1. */
  private static boolean hasVersion1() {
    return Hierarchy.readAll().stream()
        .filter(mounted -> !mounted.isV2())
        .flatMap(mounted -> mounted.controllers().stream())
        .anyMatch(controller -> !controller.startsWith("name="));
  }

  @Override
  public String toString() {
    return v1 == v2 ? v1.toString() : v1 + ON_V1 + v2 + ON_V2;
  }
}
