package org.cellblock.procfs.cinf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.Pids;

/**
 * One look at all processes: who is in which namespaces, and who can't be looked at.
 *
 * <p>A process counts when it is in one namespace of each kind, so the numbers of members of each
 * kind add up to the same sum. A zombie isn't: it is left in a pid and a user namespace only.
 */
final class CinfScan {

  private final List<CinfProcess> processes = new ArrayList<>();
  private final Map<CinfProcess, Map<Long, String>> typeByNamespace = new HashMap<>();
  private int refused;

  private CinfScan() {}

  static CinfScan take() {
    CinfScan scan = new CinfScan();
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      Pids.list(proc).forEach(pid -> scan.look(proc, pid));
    }
    int kinds = scan.typeByNamespace.values().stream().mapToInt(Map::size).max().orElse(0);
    scan.processes.removeIf(ending -> scan.typeByNamespace.get(ending).size() < kinds);
    scan.processes.sort(Comparator.comparingLong(CinfProcess::pid));
    return scan;
  }

  private void look(DirectoryFd proc, String pid) {
    Map<Long, String> links = links(proc, pid);
    CinfProcess process = CinfProcess.read(proc, pid).orElse(null);
    if (process == null || process.isZombie()) {
      return;
    }
    if (links.isEmpty()) {
      refused++;
    } else {
      processes.add(process);
      typeByNamespace.put(process, links);
    }
  }

  private static Map<Long, String> links(DirectoryFd proc, String pid) {
    Map<Long, String> links = new HashMap<>();
    NamespaceLink.readIn(proc, pid).forEach(link -> links.put(link.namespace(), link.type()));
    return links;
  }

  /** Returns how many processes don't let us look at their namespaces. */
  int refused() {
    return refused;
  }

  /** Returns the namespaces, by number. */
  List<CinfNamespace> namespaces() {
    Map<Long, List<CinfProcess>> members = new TreeMap<>();
    for (CinfProcess process : processes) {
      for (Long namespace : typeByNamespace.get(process).keySet()) {
        members.computeIfAbsent(namespace, none -> new ArrayList<>()).add(process);
      }
    }
    List<CinfNamespace> all = new ArrayList<>();
    members.forEach((namespace, of) -> all.add(row(namespace, of)));
    return all;
  }

  private CinfNamespace row(long namespace, List<CinfProcess> members) {
    TreeSet<Long> users = new TreeSet<>();
    members.forEach(member -> users.add(member.uid()));
    CinfProcess first = members.get(0);
    return new CinfNamespace(
        namespace,
        typeByNamespace.get(first).get(namespace),
        members.size(),
        users.stream().map(String::valueOf).collect(Collectors.joining(",")),
        first.cmd());
  }

  /** Returns the members of a namespace, by pid. */
  List<CinfMember> members(long namespace) {
    return processes.stream()
        .filter(process -> typeByNamespace.get(process).containsKey(namespace))
        .map(CinfMember::of)
        .toList();
  }
}
