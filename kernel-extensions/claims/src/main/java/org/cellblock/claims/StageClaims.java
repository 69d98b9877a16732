package org.cellblock.claims;

import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Linux;
import org.cellblock.linux.MountFlag;
import org.cellblock.linux.Namespace;

/** Which steps of the recipe belong to the launcher, and which to what it starts? */
final class StageClaims {

  /** Makes a tree with a program in it the root, as pivot_root(8) does. */
  private static final String PIVOT =
      "mount -n -t tmpfs tmpfs /tmp && cp -a /bin /tmp && mkdir /tmp/old"
          + " && pivot_root /tmp /tmp/old";

  private StageClaims() {}

  @Checks("C169")
  static Evidence theProcessThatItStartsIsTheOneInside() throws IOException {
    try (Cell launcher = Trial.cell(UTS, PID)) {
      long child = Trial.sleep(launcher).pid();
      String task = "/proc/self/task/%d/ns/pid".formatted(launcher.tid());
      return theProcessThatItStartsIsTheOneInside(
          ProcReader.namespace(ProcReader.self(), Namespace.PID),
          ProcReader.inode(Path.of(task)),
          ProcReader.namespace(child, Namespace.PID));
    }
  }

  static Evidence theProcessThatItStartsIsTheOneInside(long host, long launcher, long child) {
    return Evidence.confirmedIf(
        launcher == host && child != host,
        "after unshare(PID) the launcher is in pid namespace %d, as before (%d); the process that"
            + " it starts is in %d",
        launcher,
        host,
        child);
  }

  /** A container stands for the machine: what the wrong order does to it, it does to nobody. */
  @Checks("C170")
  static Evidence setInTheSecondStage() {
    try (Cell machine = Trial.container()) {
      World before = World.of(machine);
      Trial.in(machine, "unshare", "--uts", "--mount", "sh", "-c", "hostname inside && " + PIVOT);
      World second = World.of(machine);
      Trial.shellIn(machine, "hostname inside && " + PIVOT + " && unshare --uts --mount true");
      return setInTheSecondStage(before, second, World.of(machine));
    }
  }

  /** What all processes of a machine share: its name, and the device and inode of its root. */
  record World(String name, String root) {
    static World of(Cell machine) {
      return new World(
          Trial.in(machine, "hostname"), Trial.in(machine, "stat", "-c", "%d:%i", "/"));
    }

    @Override
    public String toString() {
      return "%s with the root %s".formatted(name, root);
    }
  }

  static Evidence setInTheSecondStage(World before, World second, World first) {
    return Evidence.confirmedIf(
        second.equals(before)
            && !first.name().equals(before.name())
            && !first.root().equals(before.root()),
        "a machine is %s; set in the second stage, it is %s; set in the first, it is %s",
        before,
        second,
        first);
  }

  @Checks("C174")
  static Evidence byExportingAContainer() throws IOException {
    return Trial.temporarily(
        directory -> {
          Path tar = directory.resolve("exported.tar");
          Path root = Files.createDirectory(directory.resolve("root"));
          String by = export(tar);
          TarFile.unpack(tar, root);
          try (Cell cell = Trial.cell(MOUNT, PID)) {
            cell.pivotRoot(RootFs.of(root));
            return byExportingAContainer(
                by, Files.size(tar), Trial.shellIn(cell, "ls / && echo $$").lines().toList());
          }
        });
  }

  private static String export(Path tar) throws IOException {
    if (!DockerTrial.isRunning()) {
      TarFile.busybox(tar);
      return "tar, from a container of ours";
    }
    try (DockerTrial container = DockerTrial.start()) {
      container.export(tar);
      return "docker export";
    }
  }

  static Evidence byExportingAContainer(String by, long bytes, List<String> lines) {
    return Evidence.confirmedIf(
        lines.contains("bin") && lines.get(lines.size() - 1).matches("\\d+"),
        "%d bytes by %s: unpacked, they are the root of a container in which sh runs and lists %s",
        bytes,
        by,
        lines.subList(0, Math.max(0, lines.size() - 1)));
  }

  @Checks("C176")
  static Evidence concernsOnlyTheChild() {
    try (Cell cell = Trial.cell(MOUNT)) {
      cell.call(() -> Linux.mount("none", "/", null, MountFlag.MS_REC, MountFlag.MS_SHARED));
      return concernsOnlyTheChild(
          isSeen(cell, "raw", "unchanged"), isSeen(cell, "private", "private"));
    }
  }

  /** Mounts in a child with a mount namespace of its own, and looks in the parent's. */
  private static boolean isSeen(Cell parent, String name, String propagation) {
    String script = "mount -n -t tmpfs %s /mnt && touch /mnt/%s".formatted(name, name);
    Trial.in(parent, "unshare", "--mount", "--propagation", propagation, "sh", "-c", script);
    return parent.call(() -> Files.exists(Path.of("/mnt", name)));
  }

  static Evidence concernsOnlyTheChild(boolean raw, boolean madePrivate) {
    return Evidence.correctedIf(
        raw && !madePrivate,
        "below a shared / a child's mount is %s by its parent; after it made its mounts private,"
            + " %s",
        raw ? "seen" : "not seen",
        madePrivate ? "seen" : "not seen");
  }
}
