package org.cellblock.claims;

import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cellblock.containers.Cell;
import org.cellblock.containers.root.Overlay;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Linux;
import org.cellblock.linux.SyscallException;
import tech.tablesaw.api.Table;

/** The root directory of a container, and the layers that it is made of. */
final class RootFsClaims {

  private RootFsClaims() {}

  @Checks("C044")
  static Evidence madeByPivotRootAndChroot() throws IOException {
    try (Cell cell = Trial.cell(MOUNT, PID)) {
      Set<String> before = mounts(cell);
      cell.pivotRoot(Trial.busybox());
      return madeByPivotRootAndChroot(calls(cell), before, mounts(cell));
    }
  }

  static Evidence madeByPivotRootAndChroot(
      List<String> calls, Set<String> before, Set<String> after) {
    long left = before.stream().filter(after::contains).count();
    return Evidence.confirmedIf(
        calls.contains("pivot_root") && !before.isEmpty() && !after.isEmpty() && left == 0,
        "a mount namespace and pivot_root leave %d of the host's %d mounts in sight; chroot was %s",
        left,
        before.size(),
        calls.contains("chroot") ? "called too" : "not needed");
  }

  /** Returns the ids of the mounts that a cell sees. */
  private static Set<String> mounts(Cell cell) {
    return Trial.in(cell, "cut", "-d", " ", "-f", "1", "/proc/self/mountinfo")
        .lines()
        .collect(Collectors.toSet());
  }

  @Checks("C045")
  static Evidence pivotRootAndChrootAreCommands() {
    try (Cell cell = Trial.cell(MOUNT)) {
      RootFs root = Trial.busybox();
      cell.pivotRoot(root);
      cell.call(() -> Linux.chroot("/"));
      return pivotRootAndChrootAreCommands(calls(cell));
    }
  }

  static Evidence pivotRootAndChrootAreCommands(List<String> calls) {
    return Evidence.correctedIf(
        calls.containsAll(List.of("pivot_root", "chroot")) && !calls.contains("posix_spawn"),
        "one thread made both calls, and started no program: %s",
        calls);
  }

  private static List<String> calls(Cell cell) {
    return cell.trace().stringColumn("call").asList();
  }

  @Checks("C049")
  static Evidence madeRealByAufsAndOverlay() throws IOException {
    try (Cell cell = Trial.cell(MOUNT)) {
      cell.pivotRoot(RootFs.layers(Trial.busybox())); // has the kernel load its module
    } catch (SyscallException refused) {
      NotTestableHere.unless(!refused.call().equals("mount"), "overlay in the kernel");
      throw refused;
    }
    return madeRealByAufsAndOverlay(Files.readAllLines(Path.of("/proc/filesystems")));
  }

  static Evidence madeRealByAufsAndOverlay(List<String> lines) {
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      String type = line.substring(line.indexOf('\t') + 1);
      if (List.of("overlay", "aufs").contains(type)) {
        found.add(type);
      }
    }
    return Evidence.outdatedIf(
        found.equals(List.of("overlay")), "of both, /proc/filesystems lists %s", found);
  }

  @Checks("C050")
  static Evidence eachStepALayer() {
    try (Overlay root = RootFs.layers(Trial.busybox());
        Cell cell = Trial.cell(MOUNT, PID)) {
      cell.pivotRoot(root);
      Trial.shellIn(cell, "echo new >/home/new; rm /etc/group");
      Table diff = root.diff();
      return eachStepALayer(
          diff.stringColumn("change").asList(),
          Trial.onHost("stat", "-c", "%F %t,%T", root.upper() + "/etc/group"));
    }
  }

  static Evidence eachStepALayer(List<String> changes, String whiteout) {
    return Evidence.confirmedIf(
        changes.equals(List.of("deleted", "added"))
            && whiteout.equals("character special file 0,0"),
        "the upper layer has one file more, and for the deleted one a %s",
        whiteout);
  }

  @Checks("C232")
  static Evidence isFoundOnTheHost() throws IOException {
    try (Overlay root = RootFs.layers(Trial.busybox());
        Cell cell = Trial.cell(MOUNT, PID)) {
      cell.pivotRoot(root);
      Trial.shellIn(cell, "echo this is a test >/home/leak");
      Path upper = root.upper().resolve("home/leak");
      Path seen = Path.of("/proc/%d/root/home/leak".formatted(cell.start("sleep", "9").pid()));
      return isFoundOnTheHost(
          Files.exists(upper) ? Files.size(upper) : 0, Files.exists(seen) ? Files.size(seen) : 0);
    }
  }

  static Evidence isFoundOnTheHost(long inUpper, long throughProc) {
    return Evidence.confirmedIf(
        inUpper > 0 && throughProc > 0,
        "%d bytes in the upper directory, %d through /proc/PID/root",
        inUpper,
        throughProc);
  }

  @Checks("C076")
  static Evidence busyboxIsLikeAnOperatingSystem() {
    Table files = Trial.busybox().files();
    int programs = 0;
    int links = 0;
    for (var row : files) {
      boolean inBin = row.getString("path").startsWith("/bin/");
      programs += inBin && row.getString("type").equals("file") ? 1 : 0;
      links += inBin && row.getString("type").equals("link") ? 1 : 0;
    }
    return busyboxIsLikeAnOperatingSystem(programs, links);
  }

  static Evidence busyboxIsLikeAnOperatingSystem(int programs, int links) {
    return Evidence.correctedIf(
        programs == 1 && links > 1,
        "%d program and %d links to it; no kernel, no init, no package manager",
        programs,
        links);
  }

  @Checks("C074")
  static Evidence everythingIsAFile() {
    try (Cell cell = Trial.container()) {
      String devices = Trial.in(cell, "ip", "-o", "link");
      boolean hasFile =
          cell.call(() -> Files.exists(Path.of("/dev/lo")) || Files.exists(Path.of("/dev/net")));
      return Evidence.correctedIf(
          devices.contains("lo:") && !hasFile,
          "a network device lo is there, and /dev has %s for it",
          hasFile ? "a file" : "no file");
    }
  }
}
