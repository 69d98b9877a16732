package org.cellblock.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.NamespaceMember;

/** Draws a cell inside its host. */
final class CellPicture {

  private CellPicture() {}

  static Box of(Cell cell) {
    if (!cell.isOpen()) {
      return new Box("cell", cell.name(), "closed", List.of());
    }
    long pid = ProcessHandle.current().pid();
    List<Box> inHost = new ArrayList<>();
    inHost.add(new Box("process", "notebook kernel", "pid " + pid, List.of()));
    inHost.add(cellBox(cell));
    return new Box("host", Host.hostname(), "", inHost);
  }

  private static Box cellBox(Cell cell) {
    String own = cell.own().stream().map(Namespace::procName).collect(Collectors.joining(" "));
    String hostname = cell.call(() -> Linux.gethostname());
    List<Box> processes = new ArrayList<>();
    processes.add(
        new Box("thread", "its own", "of the notebook kernel, tid " + cell.tid(), List.of()));
    processes.addAll(cell.own().contains(Namespace.PID) ? members(cell) : programs(cell));
    return new Box(
        "cell",
        hostname,
        own.isEmpty() ? "shares everything with the host" : "own: " + own,
        processes);
  }

  private static List<Box> members(Cell cell) {
    long inode =
        CellNamespace.compare(cell.tid()).stream()
            .filter(row -> row.type().equals(Namespace.PID.procName()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(cell + " was closed meanwhile"))
            .cell();
    return HostThread.call(() -> NamespaceMember.readAll(Namespace.PID, inode)).stream()
        .map(CellPicture::memberBox)
        .toList();
  }

  private static List<Box> programs(Cell cell) {
    return cell.programs().stream()
        .filter(Program::isRunning)
        .map(each -> new Box("process", each.command(), "pid " + each.pid(), List.of()))
        .toList();
  }

  private static Box memberBox(NamespaceMember member) {
    String pids = "pid %d here, %d on the host".formatted(member.pidInside(), member.pid());
    return new Box("process", member.command(), pids, List.of());
  }
}
