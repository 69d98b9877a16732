package org.cellblock.containers.pod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.NamespaceMember;

/**
 * A namespace that a pod has and the host has not, as lsns(8) shows it.
 *
 * @param type the kind, as the link in {@code /proc/PID/ns} is named
 * @param ns its inode number
 * @param nprocs how many processes are in it
 * @param pid the lowest of them, as the host sees it
 * @param command that process's
 * @param of who is in it: {@code pause}, and names of containers
 * @see <a href="https://man7.org/linux/man-pages/man8/lsns.8.html">lsns(8)</a>
 */
public record PodNamespace(String type, long ns, long nprocs, long pid, String command, String of) {

  /** Lists those that some processes are in, by the names of these. */
  static List<PodNamespace> readAll(Map<String, Long> pids) {
    return HostThread.call(() -> read(pids));
  }

  private static List<PodNamespace> read(Map<String, Long> pids) {
    Map<String, Long> host = byType(ProcessHandle.current().pid());
    Map<String, Map<Long, List<String>>> who = new LinkedHashMap<>();
    host.keySet().forEach(type -> who.put(type, new LinkedHashMap<>()));
    pids.forEach(
        (name, pid) ->
            byType(pid)
                .forEach(
                    (type, inode) ->
                        who.get(type).computeIfAbsent(inode, none -> new ArrayList<>()).add(name)));
    List<PodNamespace> rows = new ArrayList<>();
    who.forEach(
        (type, namespaces) ->
            namespaces.forEach(
                (inode, names) -> {
                  if (!inode.equals(host.get(type))) {
                    rows.add(row(type, inode, names));
                  }
                }));
    return rows;
  }

  private static PodNamespace row(String type, long inode, List<String> names) {
    List<NamespaceMember> members = NamespaceMember.readAll(Namespace.ofProcName(type), inode);
    NamespaceMember first =
        members.stream().findFirst().orElse(new NamespaceMember(0, 0, "has ended"));
    return new PodNamespace(
        type, inode, members.size(), first.pid(), first.command(), String.join(", ", names));
  }

  private static Map<String, Long> byType(long pid) {
    Map<String, Long> byType = new LinkedHashMap<>();
    NamespaceLink.readAll(pid).forEach(link -> byType.put(link.type(), link.namespace()));
    return byType;
  }
}
