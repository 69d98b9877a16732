package org.cellblock.procfs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that a look has found.
 *
 * @param kind what sort of thing
 * @param what its name for people
 * @param identity what makes it the same thing at the second look
 * @param facts what the kernel says of it, by name, in order
 * @param note shown in place of the facts when it comes or goes; never compared
 */
record Sight(String kind, String what, Object identity, Map<String, String> facts, String note) {

  /** Makes one from names and values in turn; an empty value is left out. */
  static Sight of(String kind, String what, Object identity, String... facts) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < facts.length; i += 2) {
      if (!facts[i + 1].isEmpty()) {
        map.put(facts[i], facts[i + 1]);
      }
    }
    return new Sight(kind, what, identity, map, "");
  }

  Sight withNote(String words) {
    return new Sight(kind, what, identity, facts, words);
  }

  String summary() {
    return note.isEmpty() ? shown(facts.entrySet().stream()) : note;
  }

  Change came() {
    return new Change("came", kind, what, "", summary());
  }

  Change went() {
    return new Change("went", kind, what, summary(), "");
  }

  /** Shows only the facts that differ. */
  Change became(Sight after) {
    return new Change("changed", kind, what, differing(after), after.differing(this));
  }

  private String differing(Sight other) {
    return shown(
        facts.entrySet().stream()
            .filter(fact -> !fact.getValue().equals(other.facts.get(fact.getKey()))));
  }

  private static String shown(Stream<Map.Entry<String, String>> facts) {
    return facts
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .collect(Collectors.joining(", "));
  }
}
