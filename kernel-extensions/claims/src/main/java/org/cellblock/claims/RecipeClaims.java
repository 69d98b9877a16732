package org.cellblock.claims;

import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.oci.OciContainer;
import org.cellblock.containers.oci.Runc;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.SyscallException;

/** Does the recipe for a container work, step by step in its order? */
final class RecipeClaims {

  private static final String LIBCONTAINER = "github.com/opencontainers/runc/libcontainer";

  private RecipeClaims() {}

  @Checks("C109")
  static Evidence libcontainerBecameTheCoreOfRunc() throws IOException {
    Path program = Trial.runc();
    String text = new String(Files.readAllBytes(program), StandardCharsets.ISO_8859_1);
    return libcontainerIsIn(program.toString(), text);
  }

  static Evidence libcontainerIsIn(String program, String text) {
    boolean has = text.contains(LIBCONTAINER);
    return Evidence.confirmedIf(
        has, "%s %s the package path %s", program, has ? "has" : "doesn't have", LIBCONTAINER);
  }

  @Checks("C167")
  static Evidence theRunningProgram() throws IOException {
    Path link = Files.readSymbolicLink(Path.of("/proc/self/exe"));
    return theRunningProgram(
        link.toString(),
        Trial.onHost("/proc/" + ProcReader.self() + "/exe", "-XX:-UsePerfData", "--version"));
  }

  static Evidence theRunningProgram(String link, String answer) {
    return Evidence.confirmedIf(
        link.endsWith("/java") && !answer.isEmpty(),
        "/proc/self/exe is %s; started again by that name, it answers: %s",
        link,
        answer.lines().findFirst().orElse("nothing"));
  }

  @Checks("C168")
  static Evidence procSelfIsTheRunningProcess() {
    try (Cell cell = Trial.cell(PID)) {
      String inside = Trial.shellIn(cell, "echo $$");
      String link = Trial.in(cell, "readlink", "/proc/self");
      return theNumber(inside, link);
    }
  }

  static Evidence theNumber(String inside, String link) {
    return Evidence.correctedIf(
        link.length() > inside.length() || Long.parseLong(link) > Long.parseLong(inside) + 1,
        "in a new pid namespace a shell is process %s, and /proc/self, not mounted anew, names %s",
        inside,
        link);
  }

  @Checks("C172")
  static Evidence nothingOutsideCanBeSeen() throws IOException {
    String host = HostThread.call(ProcReader::root);
    try (Cell cell = Trial.cell(MOUNT)) {
      cell.call(
          () -> {
            Linux.chroot(RootFs.busybox().mount().toString());
            Linux.chdir("/");
          });
      String inside = cell.call(ProcReader::root);
      cell.call(
          () -> {
            Linux.chroot("/tmp");
            Linux.chdir("../../../../../../../../../../../../../../../..");
            Linux.chroot(".");
          });
      String after = cell.call(ProcReader::root);
      return Evidence.correctedIf(
          !inside.equals(host) && after.equals(host),
          "the root was %s on the host and %s after chroot; a second chroot and .. lead to %s",
          host,
          inside,
          after);
    }
  }

  @Checks("C173")
  static Evidence setByTheInnermostProcess() {
    try (Cell cell = Trial.container()) {
      String answer = "nothing";
      try {
        cell.call(() -> Linux.write(Path.of("/sys/fs/cgroup/cgroup.procs"), "0"));
      } catch (SyscallException refused) {
        answer = refused.errnoName();
      }
      return tooLate(answer);
    }
  }

  static Evidence tooLate(String errno) {
    return Evidence.correctedIf(
        errno.equals("ENOENT"),
        "after the root is changed, a write to /sys/fs/cgroup/cgroup.procs answers %s",
        errno);
  }

  @Checks("C177")
  static Evidence aNetworkNamespaceGivesNetworking() {
    try (Cell cell = Trial.cell(NETWORK)) {
      List<String> devices =
          Trial.in(cell, "cat", "/proc/net/dev")
              .lines()
              .filter(line -> line.contains(":"))
              .map(line -> line.strip().split(":")[0])
              .filter(name -> !name.matches("(tunl|sit|ip6tnl|gre|gretap|erspan|ip_vti|ip6_vti).*"))
              .toList();
      return onlyLoopback(devices);
    }
  }

  static Evidence onlyLoopback(List<String> devices) {
    return Evidence.correctedIf(
        devices.equals(List.of("lo")),
        "a new network namespace has the devices %s: nothing leads outside",
        devices);
  }

  @Checks("C178")
  static Evidence forAllIntentsAContainer() throws IOException {
    Trial.runc();
    try (Cell cell = Trial.container();
        OciContainer container = Runc.start(Runc.bundle(RootFs.busybox()).args("sleep", "100"))) {
      Program toy = cell.start("sleep", "100");
      return takesMore(
          ProcReader.status(toy.pid(), "CapEff") + " " + ProcReader.status(toy.pid(), "NoNewPrivs"),
          ProcReader.status(container.pid(), "CapEff")
              + " "
              + ProcReader.status(container.pid(), "NoNewPrivs"));
    }
  }

  static Evidence takesMore(String toy, String runc) {
    return Evidence.correctedIf(
        !toy.equals(runc),
        "CapEff and NoNewPrivs of a container by the recipe: %s; by runc: %s",
        toy,
        runc);
  }
}
