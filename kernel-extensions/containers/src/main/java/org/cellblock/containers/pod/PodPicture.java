package org.cellblock.containers.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Host;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.ProcessInfo;

/** Draws a pod in its host: what is shared, and in it the pause process and the containers. */
final class PodPicture {

  private PodPicture() {}

  static Box of(Pod pod) {
    if (!pod.isOpen()) {
      return new Box("pod", pod.name(), "closed", List.of());
    }
    List<PodNamespace> namespaces = PodNamespace.readAll(pod.pids());
    Map<Long, ProcessInfo> processes =
        HostThread.call(ProcessInfo::readAll).stream()
            .collect(Collectors.toMap(ProcessInfo::pid, each -> each));
    List<Box> inside = new ArrayList<>();
    inside.add(new Box("process", PodNames.PAUSE, "pid " + pod.pid(), List.of()));
    for (PodContainer each : pod.containers()) {
      inside.add(box(each, kinds(namespaces, each.spec().name()), processes));
    }
    String shared = kinds(namespaces, String.join(", ", pod.pids().keySet()));
    String detail = "shared: %s · hostname %s".formatted(shared, pod.spec().hostname());
    Box box = new Box("pod", pod.name(), detail + pod.notes(), inside);
    return new Box("host", Host.hostname(), "", List.of(box));
  }

  private static Box box(PodContainer container, String own, Map<Long, ProcessInfo> processes) {
    if (!container.isRunning()) {
      return new Box("container", container.spec().name(), container.state(), List.of());
    }
    List<Box> inside =
        container.cell().processes().stream()
            .map(processes::get)
            .filter(each -> each != null)
            .map(each -> new Box("process", each.command(), "pid " + each.pid(), List.of()))
            .toList();
    return new Box("container", container.spec().name(), "own: " + own, inside);
  }

  private static String kinds(List<PodNamespace> namespaces, String of) {
    return namespaces.stream()
        .filter(each -> each.of().equals(of))
        .map(PodNamespace::type)
        .collect(Collectors.joining(" "));
  }
}
