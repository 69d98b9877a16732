package org.cellblock.containers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.NamespaceLink;

/**
 * One kind of namespace, as the host and a cell have it.
 *
 * @param type the kind, as the link in {@code /proc/PID/ns} is named
 * @param host inode number of the host's namespace
 * @param cell inode number of the one that the cell's programs are in; 0 while it has no process: a
 *     pid namespace shows itself with its first
 * @param whose {@code shared} when both are the same, {@code own} when the cell has left the host's
 * @param isolates what a namespace of this kind gives its members of their own
 */
public record CellNamespace(String type, long host, long cell, String whose, String isolates) {

  private static final long NO_PROCESS_YET = 0;

  /** Compares a thread of this process with the process's first thread. */
  static List<CellNamespace> compare(long tid) {
    return HostThread.call(
        () -> {
          long pid = ProcessHandle.current().pid();
          Map<String, Long> cell =
              NamespaceLink.readForChildren(pid, tid).stream()
                  .collect(Collectors.toMap(NamespaceLink::type, NamespaceLink::namespace));
          return NamespaceLink.readForChildren(pid, pid).stream()
              .map(host -> of(host, cell.getOrDefault(host.type(), NO_PROCESS_YET)))
              .toList();
        });
  }

  private static CellNamespace of(NamespaceLink host, long cell) {
    String whose = host.namespace() == cell ? "shared" : "own";
    return new CellNamespace(host.type(), host.namespace(), cell, whose, host.isolates());
  }
}
