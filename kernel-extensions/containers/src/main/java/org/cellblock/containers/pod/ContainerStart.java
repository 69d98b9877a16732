package org.cellblock.containers.pod;

import static org.cellblock.linux.MountFlag.MS_REC;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;
import static org.cellblock.linux.UmountFlag.MNT_DETACH;

import java.nio.file.Path;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.RootDirectory;

/** The steps by which a cell becomes a container of a pod. */
final class ContainerStart {

  private final PodSpec pod;
  private final Sandbox sandbox;
  private final ContainerSpec container;

  ContainerStart(PodSpec pod, Sandbox sandbox, ContainerSpec container) {
    this.pod = pod;
    this.sandbox = sandbox;
    this.container = container;
  }

  /** Opens the cell; nothing runs in it yet. */
  Cell open(Cgroup cgroup) {
    Cell cell = Owner.POD.open(pod.name() + "." + container.name());
    try {
      cell.call(() -> join());
      container.env().forEach(cell::environment);
      if (cgroup != null) {
        cgroup.add(cell);
      }
      RootFs root = pod.root(container);
      cell.pivotRoot(() -> mount(root));
      return cell;
    } catch (RuntimeException refused) {
      cell.close();
      throw refused;
    }
  }

  /** The pod's mounts are joined for their volumes, and copied at once: they are its own then. */
  private void join() {
    join(NETWORK);
    join(IPC);
    join(UTS);
    if (pod.sharesPids) {
      join(PID);
    }
    join(MOUNT);
    Linux.unshare(MOUNT);
    Linux.umount2("/proc", MNT_DETACH); // that of the pause process
    if (!pod.sharesPids) {
      Linux.unshare(PID);
    }
  }

  private void join(Namespace kind) {
    Linux.setns(Path.of("/proc/%d/ns/%s".formatted(sandbox.pause(), kind.procName())), kind);
  }

  private Path mount(RootFs tree) {
    Path root = tree.mount();
    try (RootDirectory inside = RootDirectory.open(root)) {
      inside.bind(sandbox.shm(), "dev/shm");
      for (VolumeMount mount : container.mounts()) {
        Volume volume =
            pod.volumes.stream()
                .filter(each -> each.name().equals(mount.name()))
                .findFirst()
                .orElseThrow();
        inside.bind(sandbox.directory(volume), mount.mountPath(), MS_REC);
      }
    }
    return root;
  }
}
