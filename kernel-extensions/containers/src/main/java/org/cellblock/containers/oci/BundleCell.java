package org.cellblock.containers.oci;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOEXEC;
import static org.cellblock.linux.MountFlag.MS_NOSUID;
import static org.cellblock.linux.MountFlag.MS_RDONLY;
import static org.cellblock.linux.MountFlag.MS_REC;
import static org.cellblock.linux.MountFlag.MS_REMOUNT;

import java.nio.file.Path;
import java.util.Optional;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Credentials;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.FileStatus;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.PrctlOption;
import org.cellblock.linux.RootDirectory;

/** Takes the steps of a bundle's configuration with a cell, in the order in which runc does. */
final class BundleCell {

  private final Bundle bundle;

  private BundleCell(Bundle bundle) {
    this.bundle = bundle;
  }

  static Cell open(Bundle bundle) {
    if (bundle.namespaces.contains(Namespace.USER)) {
      throw new IllegalArgumentException(
          "asCell with namespace [USER]: expected a bundle without id maps; a thread of Java can't"
              + " enter a user namespace. Runc.run(bundle) can");
    }
    Cell cell = Owner.BUNDLE.open(bundle.id);
    try {
      new BundleCell(bundle).take(cell);
      return cell;
    } catch (RuntimeException refused) {
      cell.close();
      throw refused;
    }
  }

  private void take(Cell cell) {
    int last = HostThread.call(BundleCell::lastCapability);
    cell.unshare(bundle.namespaces.toArray(Namespace[]::new));
    if (bundle.hostname != null) {
      cell.sethostname(bundle.hostname);
    }
    joinCgroup(cell);
    bundle.env.forEach(cell::environment);
    bundle.rlimits.values().forEach(each -> cell.rlimit(each.resource(), each.soft(), each.hard()));
    RootFs tree = this::mountRoot;
    cell.pivotRoot(tree.openProc()); // what is read-only, its configuration says
    cell.call(
        () -> {
          try (RootDirectory root = RootDirectory.open(Path.of("/"))) {
            bundle.masked.forEach(path -> mask(root, path));
            bundle.readonly.forEach(path -> makeReadonly(root, path));
            if (bundle.readonlyRoot) {
              root.mount(null, "/", null, null, MS_REMOUNT, MS_BIND, MS_RDONLY);
            }
            root.chdir(bundle.cwd);
          }
          dropPrivileges(last);
        });
  }

  private void joinCgroup(Cell cell) {
    if (!bundle.limits.isNone()) {
      Cgroup cgroup = Cgroups.own(bundle.id);
      cell.whenClosed(cgroup::close);
      bundle.limits.apply(cgroup);
      cgroup.add(cell);
    }
  }

  /** Mounts the root and all that belongs into it; pid 1 will mount /proc. */
  private Path mountRoot() {
    Path root = bundle.rootFs.mount();
    try (RootDirectory inside = RootDirectory.open(root)) {
      for (OciMount mount : bundle.mounts) {
        if (!mount.destination().equals("/proc")) {
          mount(inside, mount);
        }
      }
      inside.makeDirectories(bundle.cwd);
    }
    return root;
  }

  private static void mount(RootDirectory root, OciMount mount) {
    String place = mount.destination();
    if (!mount.isBind()) {
      root.makeDirectories(place);
      root.mount(mount.source(), place, mount.type(), mount.data(), mount.flagsOfOptions());
      return;
    }
    root.bind(Given.path(mount.source(), "source of " + place), place, MS_REC);
    if (mount.options().contains("ro")) {
      root.mount(null, place, null, null, MS_REMOUNT, MS_BIND, MS_RDONLY, MS_NOSUID, MS_NODEV);
    }
  }

  private static void mask(RootDirectory root, String path) {
    Optional<FileStatus> there = root.status(path);
    if (there.isEmpty()) {
      return;
    }
    if (there.get().isDirectory()) {
      root.mount("tmpfs", path, "tmpfs", "size=0k", MS_RDONLY);
    } else {
      root.mount("/dev/null", path, null, null, MS_BIND);
    }
  }

  private static void makeReadonly(RootDirectory root, String path) {
    if (root.status(path).isPresent()) {
      root.bindToItself(path, MS_REC);
      root.mount(
          null, path, null, null, MS_REMOUNT, MS_BIND, MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC);
    }
  }

  /** The bounding set first, as long as the thread may; what is dropped is gone for good. */
  private void dropPrivileges(int last) {
    for (Capability capability : Capability.values()) {
      if (capability.number() <= last && !bundle.capabilities.contains(capability)) {
        Credentials.prctl(PrctlOption.PR_CAPBSET_DROP, capability.number());
      }
    }
    if (bundle.gid != 0) {
      Credentials.setresgid(bundle.gid);
    }
    if (bundle.uid != 0) {
      Credentials.prctl(PrctlOption.PR_SET_KEEPCAPS, 1);
      Credentials.setresuid(bundle.uid);
    }
    Credentials.capset(bundle.capabilities);
    if (bundle.noNewPrivileges) {
      Credentials.prctl(PrctlOption.PR_SET_NO_NEW_PRIVS, 1);
    }
  }

  /** In one read(2): the kernel gives such a number from its first byte on or not at all. */
  private static int lastCapability() {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      return root.read("proc/sys/kernel/cap_last_cap")
          .map(text -> Integer.parseInt(text.strip()))
          .orElse(Capability.values().length - 1);
    }
  }
}
