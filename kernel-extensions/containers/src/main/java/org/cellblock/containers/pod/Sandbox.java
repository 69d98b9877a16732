package org.cellblock.containers.pod;

import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOEXEC;
import static org.cellblock.linux.MountFlag.MS_NOSUID;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.root.Scratch;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.SyscallException;

/**
 * What the containers of a pod share: a cell whose pid 1 is the pause process, memory that its
 * mount namespace shows, an address, a cgroup around all.
 */
final class Sandbox {

  private static final String SHM = "shm";

  private final PodSpec spec;
  private final Cell cell;
  private final List<String> without = new ArrayList<>();
  private long pause;
  private Path memory;
  private String address;
  private Cgroup cgroup;
  private RuntimeException refusal;

  private Sandbox(PodSpec spec, Cell cell) {
    this.spec = spec;
    this.cell = cell;
  }

  /** Makes all of it; whoever closes its cell ends it. */
  static Sandbox open(PodSpec spec) {
    Sandbox sandbox = new Sandbox(spec, Owner.POD.open(spec.name()));
    try {
      sandbox.make();
      return sandbox;
    } catch (RuntimeException refused) {
      sandbox.cell.close();
      throw refused;
    }
  }

  private void make() {
    cell.unshare(MOUNT, UTS, IPC, NETWORK, PID).sethostname(spec.hostname());
    memory = cell.call(this::makeMemory);
    makeCgroup();
    cell.mountProc(); // starts pid 1, which pauses for ever
    pause = cell.processes().get(0);
    connect();
  }

  Cell cell() {
    return cell;
  }

  /** Returns the pause process as the host sees it. */
  long pause() {
    return pause;
  }

  /** Returns the address, or null. */
  String address() {
    return address;
  }

  /** Returns a cgroup, that around all or one in it; else says why there is none. */
  Cgroup having(Cgroup wanted) {
    if (wanted != null) {
      return wanted;
    }
    if (refusal != null) {
      throw refusal;
    }
    throw new IllegalStateException(
        "pod %s has no cgroup: it has no limits; .memory(\"512m\") sets one"
            .formatted(spec.name()));
  }

  /** Returns the cgroup around all, or null. */
  Cgroup cgroup() {
    return cgroup;
  }

  /** Returns what this machine didn't allow, a line each. */
  List<String> without() {
    return List.copyOf(without);
  }

  Path shm() {
    return memory.resolve(SHM);
  }

  /** Returns a volume's directory as the threads see it that have joined. */
  Path directory(Volume volume) {
    return volume.hostPath() == null ? memory.resolve(nameOf(volume)) : volume.hostPath();
  }

  /** Makes a container's cgroup below the pod's; null where that has none. */
  Cgroup cgroupOf(ContainerSpec container) {
    if (cgroup == null) {
      return null;
    }
    Cgroup its = Cgroups.below(cgroup, container.name());
    container.limits().apply(its);
    return its;
  }

  private Path makeMemory() {
    Path place = Scratch.tmpfs();
    try (RootDirectory inside = RootDirectory.open(place)) {
      inside.makeDirectories(SHM);
      inside.mount(SHM, SHM, "tmpfs", "size=64m,mode=1777", MS_NOSUID, MS_NODEV, MS_NOEXEC);
      for (Volume volume : spec.volumes) {
        if (volume.hostPath() == null) {
          String its = nameOf(volume);
          inside.makeDirectories(its);
          inside.mount(its, its, "tmpfs", "mode=777", MS_NOSUID, MS_NODEV);
        }
      }
    }
    return place;
  }

  private static String nameOf(Volume volume) {
    return "volume-" + volume.name();
  }

  private void makeCgroup() {
    boolean isLimited =
        !spec.limits.isNone() || spec.containers.stream().anyMatch(each -> !each.limits().isNone());
    if (!isLimited) {
      return;
    }
    Cgroup made = null;
    try {
      made = Cgroups.own("pod-" + spec.name());
      spec.limits.apply(made);
      Cgroups.below(made, PodNames.PAUSE).add(cell);
      cgroup = made;
      cell.whenClosed(made::close);
    } catch (SyscallException | IllegalStateException refused) {
      if (made != null) {
        made.close();
      }
      refusal = refused;
      without.add("limits: " + firstLine(refused));
    }
  }

  private void connect() {
    try {
      int number = PodNetwork.connect(cell);
      cell.whenClosed(() -> PodNetwork.release(number));
      address = PodNetwork.address(number);
    } catch (SyscallException | IllegalStateException refused) {
      without.add("an address: " + firstLine(refused));
    }
  }

  private static String firstLine(RuntimeException refused) {
    return String.valueOf(refused.getMessage()).split("\n")[0];
  }
}
