package org.cellblock.claims;

import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;

/** What chroot(2) keeps in, and what it doesn't. */
final class ChrootClaims {

  /** More steps than any path here has directories; at the top, a further one stays there. */
  private static final int STEPS = 40;

  private static final List<Namespace> KINDS = List.of(UTS, IPC, PID, NETWORK);

  private ChrootClaims() {}

  @Checks("C079")
  static Evidence jailsAreSoftwareOnTopOfChroot() throws IOException {
    try (Cell cell = Trial.cell(MOUNT)) {
      String host = ProcReader.root();
      String after = cell.call(ChrootClaims::enter);
      Program sleep = cell.start("/busybox", "sleep", "100");
      List<String> shared =
          KINDS.stream()
              .filter(
                  kind ->
                      ProcReader.namespace(sleep.pid(), kind)
                          == ProcReader.namespace(ProcReader.self(), kind))
              .map(Namespace::procName)
              .toList();
      return jailsAreSoftwareOnTopOfChroot(host, after, shared);
    }
  }

  static Evidence jailsAreSoftwareOnTopOfChroot(String host, String after, List<String> shared) {
    return Evidence.correctedIf(
        !host.equals(after) && shared.size() == KINDS.size(),
        "after chroot(2) a program has another root, but shares with the host %s: names, processes"
            + " and addresses took jail(2), a call of the kernel",
        shared);
  }

  @Checks("C080")
  static Evidence anotherRootDirectory() throws IOException {
    try (Cell cell = Trial.cell(MOUNT)) {
      String before = ProcReader.root();
      cell.call(ChrootClaims::enter);
      String child = cell.start("/busybox", "ls", "/").waitFor().stdout().strip();
      return anotherRootDirectory(child, before.equals(ProcReader.root()));
    }
  }

  static Evidence anotherRootDirectory(String inside, boolean hostUnchanged) {
    return Evidence.confirmedIf(
        inside.startsWith("busybox") && hostUnchanged,
        "a child of the chrooted thread lists [%s] as /; this process has %s root",
        inside.replace('\n', ' '),
        hostUnchanged ? "its old" : "another");
  }

  @Checks("C081")
  static Evidence canReachNothingOutside() throws IOException {
    try (Cell cell = Trial.cell(MOUNT)) {
      String host = ProcReader.root();
      return canReachNothingOutside(
          host, cell.call(ChrootClaims::enter), cell.call(ChrootClaims::climb));
    }
  }

  static Evidence canReachNothingOutside(String host, String prison, String reached) {
    return Evidence.correctedIf(
        !prison.equals(host) && reached.equals(host),
        "root before chroot %s, in it %s, after a second chroot and %d times ..: %s",
        host,
        prison,
        STEPS,
        reached);
  }

  @Checks("C084")
  static Evidence cannotLeaveTheSubtree() throws IOException {
    try (Cell cell = Trial.container()) {
      String prison = cell.call(ProcReader::root);
      return cannotLeaveTheSubtree(ProcReader.root(), prison, cell.call(ChrootClaims::climb));
    }
  }

  static Evidence cannotLeaveTheSubtree(String host, String prison, String reached) {
    return Evidence.confirmedIf(
        !prison.equals(host) && reached.equals(prison),
        "the climb that leads out of a chroot ends at %s after pivot_root; the container's root is"
            + " %s, the host's %s",
        reached,
        prison,
        host);
  }

  @Checks("C085")
  static Evidence leadsUpIntoTheFilesOfOthers() throws IOException {
    try (Cell cell = Trial.cell(MOUNT)) {
      String free = Trial.in(cell, "sh", "-c", "cd /proc/self && cd .. && cd .. && pwd -P");
      cell.call(ChrootClaims::enter);
      String held = Trial.in(cell, "/busybox", "sh", "-c", "cd / && cd .. && /busybox ls");
      return leadsUpIntoTheFilesOfOthers(free, held);
    }
  }

  static Evidence leadsUpIntoTheFilesOfOthers(String free, String held) {
    return Evidence.confirmedIf(
        free.equals("/") && held.startsWith("busybox"),
        "without chroot .. leads up to [%s]; at the root of a chroot it leads to [%s], itself",
        free,
        held.replace('\n', ' '));
  }

  @Checks("C088")
  static Evidence needsEtcBinAndVar() throws IOException {
    try (Cell cell = Trial.cell(MOUNT)) {
      cell.call(ChrootClaims::enter);
      return needsEtcBinAndVar(
          Trial.in(cell, "/busybox", "echo", "works"), cell.call(() -> ProcReader.list("/")));
    }
  }

  static Evidence needsEtcBinAndVar(String said, List<String> files) {
    return Evidence.correctedIf(
        said.equals("works") && files.size() == 2,
        "in a root that has only %s, the program says [%s]",
        files,
        said);
  }

  @Checks("C171")
  static Evidence oneChangesTheDirectory() throws IOException {
    try (Cell cell = Trial.cell(MOUNT)) {
      String host = ProcReader.root();
      cell.call(ChrootClaims::prepare);
      String reached =
          cell.call(
              () -> {
                Linux.chdir("/");
                Linux.chroot("/mnt");
                Linux.chroot("."); // the working directory stayed outside
                return ProcReader.root();
              });
      return oneChangesTheDirectory(host, reached);
    }
  }

  static Evidence oneChangesTheDirectory(String host, String reached) {
    return Evidence.confirmedIf(
        reached.equals(host),
        "without chdir the working directory stays outside: chroot(\".\") leads from the prison"
            + " back to %s; the host's root is %s",
        reached,
        host);
  }

  /** Mounts a root of one static program and an empty directory, which nobody else sees. */
  private static String prepare() throws IOException {
    Path busybox =
        Stream.of("/bin/busybox", "/usr/bin/busybox")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new NotTestableHere("busybox: sudo apt-get install busybox-static"));
    Linux.mount("tmpfs", "/mnt", "tmpfs");
    Files.copy(busybox, Path.of("/mnt/busybox"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectory(Path.of("/mnt/inner"));
    return ProcReader.root();
  }

  /** Enters that root by chroot. */
  private static String enter() throws IOException {
    prepare();
    Linux.chroot("/mnt");
    Linux.chdir("/");
    return ProcReader.root();
  }

  /** Climbs: a second chroot below leaves the working directory above the root. */
  private static String climb() throws IOException {
    Path inner = Path.of("/inner");
    if (!Files.isDirectory(inner)) {
      Files.createDirectory(inner);
    }
    Linux.chroot("/inner");
    for (int i = 0; i < STEPS; i++) {
      Linux.chdir("..");
    }
    Linux.chroot(".");
    return ProcReader.root();
  }
}
