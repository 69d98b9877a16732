package org.cellblock.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.NamespaceLink;

/**
 * One kind of namespace, as the host and a cell have it.
 *
 * @param type the kind, as the link in {@code /proc/PID/ns} is named
 * @param host inode number of the host's namespace
 * @param cell inode number of the one that the cell's programs are in
 * @param whose {@code shared} when both are the same, {@code own} when the cell has left the host's
 * @param isolates what a namespace of this kind gives its members of their own
 */
public record CellNamespace(String type, long host, long cell, String whose, String isolates) {

  /** Compares a thread of this process with the process's first thread. */
  static List<CellNamespace> compare(long tid) {
    return HostThread.call(
        () -> {
          long pid = ProcessHandle.current().pid();
          Map<String, NamespaceLink> host =
              NamespaceLink.readForChildren(pid, pid).stream()
                  .collect(Collectors.toMap(NamespaceLink::type, Function.identity()));
          List<CellNamespace> rows = new ArrayList<>();
          for (NamespaceLink link : NamespaceLink.readForChildren(pid, tid)) {
            rows.add(of(host.get(link.type()).namespace(), link));
          }
          return rows;
        });
  }

  private static CellNamespace of(long host, NamespaceLink link) {
    String whose = host == link.namespace() ? "shared" : "own";
    return new CellNamespace(link.type(), host, link.namespace(), whose, link.isolates());
  }
}
