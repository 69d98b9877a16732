package org.cellblock.claims;

import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Host;
import org.cellblock.linux.Linux;
import org.cellblock.linux.MountFlag;
import org.cellblock.procfs.NamespaceLink;
import tech.tablesaw.api.Table;

/** What a namespace is, what it is not, and how one gets in. */
final class NamespaceClaims {

  private NamespaceClaims() {}

  @Checks("C112")
  static Evidence namespacesLimitWhatAProcessCanSee() throws IOException {
    try (Cell cell = Trial.container()) {
      int processes = cell.call(ProcReader::pids).size();
      long devices = Trial.in(cell, "cat", "/proc/net/dev").lines().count() - 2;
      String name = Trial.in(cell, "hostname");
      return namespacesLimitWhatAProcessCanSee(
          List.of(
              new Pair("processes", processes, ProcReader.pids().size()),
              new Pair("network devices", devices, devices()),
              new Pair("host name", name, Host.hostname())));
    }
  }

  /** A thing seen from inside and from outside. */
  record Pair(String what, Object inside, Object outside) {}

  static Evidence namespacesLimitWhatAProcessCanSee(List<Pair> pairs) {
    return Evidence.confirmedIf(
        pairs.stream().filter(pair -> !pair.inside().equals(pair.outside())).count() >= 2,
        "inside and outside: %s",
        pairs.stream()
            .map(pair -> "%s %s, %s".formatted(pair.what(), pair.inside(), pair.outside()))
            .collect(Collectors.joining("; ")));
  }

  private static long devices() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/net/dev")).size() - 2;
  }

  @Checks("C113")
  static Evidence theKernelsOwnWord() throws IOException {
    List<String> limits =
        ProcReader.list("/proc/sys/user").stream()
            .filter(file -> file.endsWith("_namespaces"))
            .toList();
    return Evidence.confirmedIf(
        !limits.isEmpty(),
        "the kernel's own files say namespace: %d limits in /proc/sys/user, such as %s",
        limits.size(),
        limits.isEmpty() ? "none" : limits.get(0));
  }

  @Checks("C114")
  static Evidence visibleOnlyToTheMembers() {
    try (Cell cell = Trial.cell(MOUNT)) {
      cell.call(
          () -> {
            Linux.mount("tmpfs", "/mnt", "tmpfs");
            Linux.mount("none", "/mnt", null, MountFlag.MS_SHARED);
            Files.createDirectory(Path.of("/mnt/inner"));
          });
      String script = // without -n, mount(8) would make /run/mount, a directory of the host
          "mount -n -t tmpfs leak /mnt/inner && touch /mnt/inner/file"
              + " && readlink /proc/self/ns/mnt";
      String inner =
          Trial.in(cell, "unshare", "--mount", "--propagation", "unchanged", "sh", "-c", script);
      String outer = Trial.in(cell, "readlink", "/proc/self/ns/mnt");
      boolean leaked = cell.call(() -> Files.exists(Path.of("/mnt/inner/file")));
      return visibleOnlyToTheMembers(inner, outer, leaked);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Evidence visibleOnlyToTheMembers(String inner, String outer, boolean leaked) {
    return Evidence.correctedIf(
        leaked && !inner.equals(outer),
        "a mount made in %s below a shared one %s in %s",
        inner,
        leaked ? "appeared" : "didn't appear",
        outer);
  }

  @Checks("C115")
  static Evidence inheritsItsParentsNamespaces() {
    try (Cell cell = Trial.cell(UTS)) {
      String thread = cell.call(() -> ProcReader.own("uts").orElseThrow());
      String child = Trial.in(cell, "readlink", "/proc/self/ns/uts");
      String grandchild = Trial.shellIn(cell, "x=$(readlink /proc/self/ns/uts); echo $x");
      return inheritsItsParentsNamespaces(thread, child, grandchild);
    }
  }

  static Evidence inheritsItsParentsNamespaces(String thread, String child, String grandchild) {
    return Evidence.confirmedIf(
        thread.equals(child) && child.equals(grandchild),
        "thread, child and grandchild: %s, %s, %s",
        thread,
        child,
        grandchild);
  }

  @Checks("C126")
  static Evidence oneGivesANamespaceAName() throws IOException {
    String link = ProcReader.own("net").orElseThrow();
    try (Cell cell = Trial.cell(MOUNT, NETWORK)) {
      List<Long> inodes =
          cell.call(
              () -> {
                Linux.mount("tmpfs", "/mnt", "tmpfs");
                Path name = Files.createFile(Path.of("/mnt/chris"));
                Path own = Path.of("/proc/thread-self/ns/net");
                Linux.mount(own.toString(), name.toString(), null, MountFlag.MS_BIND);
                return List.of(ProcReader.inode(own), ProcReader.inode(name));
              });
      return oneGivesANamespaceAName(link, inodes.get(0), inodes.get(1));
    }
  }

  static Evidence oneGivesANamespaceAName(String link, long own, long named) {
    return Evidence.correctedIf(
        link.matches("net:\\[\\d+]") && own == named,
        "the kernel knows a number, %s; the name /mnt/chris was a file with our namespace mounted"
            + " over it, inodes %d and %d",
        link,
        own,
        named);
  }

  @Checks("C127")
  static Evidence listsWhichPartsAreAllowed() {
    try (Cell cell = Trial.cell(UTS)) {
      List<String> own = own(cell);
      return Evidence.correctedIf(
          own.equals(List.of("uts")),
          "after unshare(UTS) a program had %d namespace of its own, %s: a whole one of one kind,"
              + " with a host name in it and no list of what is allowed",
          own.size(),
          own);
    }
  }

  @Checks("C128")
  static Evidence chosenOneByOne() {
    try (Cell cell = Trial.cell(UTS)) {
      List<String> own = own(cell);
      int all = NamespaceLink.readAll(ProcReader.self()).size();
      return chosenOneByOne(own, all);
    }
  }

  static Evidence chosenOneByOne(List<String> own, int all) {
    return Evidence.confirmedIf(
        own.equals(List.of("uts")),
        "after unshare(UTS) a program had of its own: %s; and shared with the host: %d of %d",
        own,
        all - own.size(),
        all);
  }

  /** Lists the kinds of which a cell's programs have their own. */
  private static List<String> own(Cell cell) {
    List<NamespaceLink> theirs = NamespaceLink.readAll(Trial.sleep(cell).pid());
    List<String> own = new ArrayList<>(theirs.stream().map(NamespaceLink::type).toList());
    Set<NamespaceLink> hosts = Set.copyOf(NamespaceLink.readAll(ProcReader.self()));
    theirs.stream().filter(hosts::contains).forEach(shared -> own.remove(shared.type()));
    return own;
  }

  @Checks("C129")
  static Evidence formATree() {
    try (Cell cell = Trial.container()) {
      long pid = Trial.sleep(cell).pid();
      String rows =
          Trial.onHost(
              "lsns",
              "--noheadings",
              "--raw",
              "--output",
              "TYPE,PNS",
              "--task",
              Long.toString(pid));
      return formATree(rows);
    }
  }

  static Evidence formATree(String rows) {
    Set<String> parents = new TreeSet<>();
    Set<String> none = new TreeSet<>();
    rows.lines()
        .map(row -> row.split("\\s+"))
        .forEach(row -> (row.length > 1 && !row[1].equals("0") ? parents : none).add(row[0]));
    return Evidence.correctedIf(
        !none.isEmpty() && Set.of("pid", "user").containsAll(parents),
        "NS_GET_PARENT answers with a parent for %s, and with none for %s",
        parents,
        none);
  }

  @Checks("C130")
  static Evidence madeAndEnteredBySystemCalls() {
    try (Cell cell = Trial.cell(UTS);
        Cell other = Trial.another(UTS)) {
      Path theirs = Path.of("/proc/" + Trial.sleep(cell).pid() + "/ns/uts");
      other.call(() -> Linux.setns(theirs, UTS));
      String entered = other.call(() -> ProcReader.own("uts").orElseThrow());
      String target = cell.call(() -> ProcReader.own("uts").orElseThrow());
      Table trace = other.trace();
      return Evidence.confirmedIf(
          entered.equals(target) && trace.stringColumn("call").contains("setns"),
          "made by unshare, entered by setns: two cells in %s and %s; the trace has %s",
          target,
          entered,
          String.join(", ", trace.stringColumn("call").unique()));
    }
  }

  @Checks("C131")
  static Evidence theBasicInterface() throws IOException {
    return Trial.temporarily(
        directory -> {
          Path calls = directory.resolve("calls");
          Trial.onHost("strace", "-f", "-o", calls.toString(), "sh", "-c", "echo hello");
          return theBasicInterface(Files.readAllLines(calls));
        });
  }

  static Evidence theBasicInterface(List<String> calls) {
    long writes = calls.stream().filter(call -> call.contains("write(1, \"hello")).count();
    return Evidence.confirmedIf(
        writes == 1,
        "echo hello made %d system calls; the word left the program by %d of them, write",
        calls.size(),
        writes);
  }

  @Checks("C132")
  static Evidence aProcessHasOneNamespace() {
    try (Cell cell = Trial.cell(UTS)) {
      String thread = cell.call(() -> ProcReader.own("uts").orElseThrow());
      String first = ProcReader.own("uts").orElseThrow();
      int kinds = CinfClaims.kinds().size();
      return aProcessHasOneNamespace(thread, first, kinds);
    }
  }

  static Evidence aProcessHasOneNamespace(String thread, String other, int kinds) {
    return Evidence.correctedIf(
        kinds > 1,
        "this process is in %d, one of each kind, and two of its threads are in %s and %s",
        kinds,
        thread,
        other);
  }

  @Checks("C133")
  static Evidence namespacesMightRestrictMemory() throws IOException {
    try (Cell cell = Trial.container()) {
      String inside = cell.call(ProcReader::memTotal);
      return namespacesMightRestrictMemory(inside, ProcReader.memTotal());
    }
  }

  static Evidence namespacesMightRestrictMemory(String inside, String outside) {
    return Evidence.correctedIf(
        inside.equals(outside),
        "MemTotal in a container with five namespaces of its own: %s; on the host: %s",
        inside,
        outside);
  }

  @Checks("C029")
  static Evidence mountUtsNetworkPidAndOthers() {
    Set<String> kinds = CinfClaims.kinds();
    return mountUtsNetworkPidAndOthers(kinds);
  }

  static Evidence mountUtsNetworkPidAndOthers(Set<String> kinds) {
    Set<String> others = new TreeSet<>(kinds);
    others.removeAll(List.of("mnt", "uts", "net", "pid"));
    return Evidence.confirmedIf(
        kinds.containsAll(List.of("mnt", "uts", "net", "pid")),
        "this kernel has %s; the others are %s",
        kinds,
        others);
  }

  @Checks("C030")
  static Evidence ownCopyOfAGlobalResource() {
    String before = Host.hostname();
    try (Cell cell = Trial.cell(UTS, PID)) {
      cell.sethostname("claim");
      String inside = Trial.in(cell, "uname", "-n");
      return ownCopyOfAGlobalResource(before, inside, Host.hostname());
    }
  }

  static Evidence ownCopyOfAGlobalResource(String before, String inside, String after) {
    return Evidence.confirmedIf(
        inside.equals("claim") && after.equals(before),
        "sethostname(claim) inside: %s; the host was %s and is %s",
        inside,
        before,
        after);
  }
}
