package org.cellblock.procfs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.DirectoryFd;

/**
 * The rules of netfilter at one moment, in the calling thread's network namespace.
 *
 * <p>{@code /proc} has the names of iptables' old tables only; rules tell the programs that write
 * them, where they are installed. A cell's thread starts none: the first in a new pid namespace
 * would be its pid 1. Nor is one started that would load a module to find no rules.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/iptables.8.html">iptables(8)</a>
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8)</a>
 */
final class NetfilterSights {

  private static final Map<String, String> TABLES_AND_PROGRAMS =
      Map.of(
          "ip_tables_names",
          "iptables-legacy-save",
          "ip6_tables_names",
          "ip6tables-legacy-save",
          "arp_tables_names",
          "");

  private final String kind;
  private final Map<String, Integer> seen = new HashMap<>();
  private final List<Sight> all;

  private NetfilterSights(String kind, List<Sight> all) {
    this.kind = kind;
    this.all = all;
  }

  static List<Sight> readAll() {
    List<Sight> all = new ArrayList<>();
    boolean mayAsk = !CellThread.isCurrent();
    TABLES_AND_PROGRAMS.forEach(
        (names, program) -> {
          List<String> tables = Lines.of(ProcFile.readOwn("net/" + names)).toList();
          String family = names.replace("_tables_names", "tables");
          tables.forEach(each -> all.add(rule("table %s %s".formatted(family, each))));
          if (mayAsk && !tables.isEmpty() && !program.isEmpty()) {
            Asked.program(program).ifPresent(text -> all.addAll(saved(family, text)));
          }
        });
    if (mayAsk && hasNftables()) {
      Asked.program("nft", "--stateless", "list", "ruleset")
          .ifPresent(text -> all.addAll(listed(text)));
    }
    return all;
  }

  private static boolean hasNftables() {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      Optional<String> modules = root.read("proc/modules"); // none: all is built in
      return modules.isEmpty()
          || Lines.of(modules.get()).anyMatch(line -> line.startsWith("nf_tables "));
    }
  }

  /** Reads what iptables-save(8) writes: a table, its chains with counters, its rules. */
  static List<Sight> saved(String family, String text) {
    NetfilterSights sights = new NetfilterSights(family, new ArrayList<>());
    String table = "";
    for (String line : Lines.of(text).toList()) {
      if (line.startsWith("*")) {
        table = line.substring(1);
      } else if (line.startsWith(":")) {
        sights.add(table + " chain " + line.substring(1).replaceFirst(" \\[\\d+:\\d+]$", ""));
      } else if (line.startsWith("-")) {
        sights.add(table + " " + line);
      }
    }
    return sights.all;
  }

  /** Reads what nft(8) lists: blocks in blocks, and a rule in a line. */
  static List<Sight> listed(String text) {
    NetfilterSights sights = new NetfilterSights("nft", new ArrayList<>());
    Deque<String> blocks = new ArrayDeque<>();
    for (String indented : Lines.of(text).toList()) {
      String line = indented.strip();
      if (line.equals("}") && !blocks.isEmpty()) {
        blocks.removeLast();
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        String words = line.endsWith("{") ? line.substring(0, line.length() - 1).strip() : line;
        blocks.addLast(words);
        sights.add(String.join(" ", blocks));
        if (!line.endsWith("{")) {
          blocks.removeLast();
        }
      }
    }
    return sights.all;
  }

  private void add(String words) {
    String what = kind + " " + words;
    int number = seen.merge(what, 1, Integer::sum); // the same rule may stand there twice
    all.add(Sight.of("rule", what, List.of(what, number)));
  }

  private static Sight rule(String what) {
    return Sight.of("rule", what, what);
  }
}
