package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellblock.linux.Ahead;
import org.cellblock.linux.Given;
import tech.tablesaw.api.Table;

/**
 * One look at the machine: processes, namespaces, mounts, cgroups and their hierarchies, network
 * interfaces, routes, rules of netfilter, and settings. Two of them tell what came, went and
 * changed in between.
 *
 * <p>The calling thread looks: mounts, interfaces and routes are those of its namespaces, processes
 * those of its {@code /proc}, namespaces those of processes that it may look at. A cell's thread
 * that its own {@code /proc} doesn't show looks with the eyes of process 1 there. The kernel's own
 * threads are left out: they come and go by themselves. So is what changes all the time: memory,
 * states, counters.
 *
 * <p>Rules are those of nft and of iptables where these are installed; on a cell's thread, where no
 * program is asked, it sees the names of iptables' old tables alone. The order of rules isn't
 * compared. Settings are all of {@code /proc/sys} that may be read, but for an interface's own.
 *
 * <p>A process that executes another program has changed; one that got the pid of another has come.
 * What comes and goes between the two looks is not seen.
 */
public final class Snapshot {

  /** A kind and an identity. */
  private record Key(String kind, Object identity) {}

  private final Map<Key, Sight> sights = new LinkedHashMap<>();

  private Snapshot(Stream<List<Sight>> all) {
    all.flatMap(List::stream)
        .forEach(sight -> sights.put(new Key(sight.kind(), sight.identity()), sight));
  }

  /**
   * Looks at the machine; takes some tens of milliseconds.
   *
   * @return what there is now
   */
  public static Snapshot take() {
    return Ahead.notNow(Snapshot::look);
  }

  private static Snapshot look() {
    return new Snapshot(
        Stream.<Supplier<List<Sight>>>of(
                ProcessSights::readAll,
                MachineSights::namespaces,
                MachineSights::mounts,
                CgroupSights::hierarchies,
                CgroupSights::readAll,
                InterfaceSights::readAll,
                MachineSights::routes,
                NetfilterSights::readAll,
                SettingSights::readAll)
            .map(Supplier::get));
  }

  /** Makes one of given sights, for tests. */
  static Snapshot of(List<Sight> sights) {
    return new Snapshot(Stream.of(sights));
  }

  /**
   * Compares this look with a later one.
   *
   * @param after the later look
   * @return columns change, kind, what, before, after (STRING), by kind; see {@link Change}. No
   *     rows and the title <i>nothing changed</i> when nothing did
   */
  public Table diff(Snapshot after) {
    List<Change> changes = changes(after);
    String title = changes.isEmpty() ? "nothing changed" : "what changed";
    return Tables.of(title, Change.class, changes);
  }

  /**
   * Compares this look with a later one.
   *
   * @param after the later look
   * @return the differences by kind, in each what came, then what went, then what changed; none
   *     when nothing did
   */
  public List<Change> changes(Snapshot after) {
    Given.notNull(after, "after", "a later snapshot, for example Snapshot.take()");
    List<Change> changes = new ArrayList<>();
    for (String kind : kinds(after)) {
      after.only(kind, this).map(Sight::came).forEach(changes::add);
      only(kind, after).map(Sight::went).forEach(changes::add);
      sights.forEach(
          (key, sight) -> {
            Sight now = after.sights.get(key);
            if (key.kind().equals(kind) && now != null && !now.facts().equals(sight.facts())) {
              changes.add(sight.became(now));
            }
          });
    }
    return changes;
  }

  private List<String> kinds(Snapshot after) {
    return Stream.concat(sights.keySet().stream(), after.sights.keySet().stream())
        .map(Key::kind)
        .distinct()
        .toList();
  }

  private Stream<Sight> only(String kind, Snapshot other) {
    return sights.entrySet().stream()
        .filter(entry -> entry.getKey().kind().equals(kind))
        .filter(entry -> !other.sights.containsKey(entry.getKey()))
        .map(Map.Entry::getValue);
  }

  /** Counts what was seen: {@code 76 processes, 12 namespaces, ...}. */
  @Override
  public String toString() {
    return sights.keySet().stream()
        .collect(Collectors.groupingBy(Key::kind, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getValue() + " " + plural(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String plural(String kind, long count) {
    if (count == 1) {
      return kind;
    }
    return kind.endsWith("y")
        ? kind.replaceFirst("y$", "ies")
        : kind + (kind.endsWith("s") ? "es" : "s");
  }
}
