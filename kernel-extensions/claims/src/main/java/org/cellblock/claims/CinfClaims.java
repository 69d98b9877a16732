package org.cellblock.claims;

import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.USER;
import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.UserNamespace;
import org.cellblock.procfs.Membership;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.NamespaceMember;

/** What the article of 2016 says that its tool finds in {@code /proc}. */
final class CinfClaims {

  private static final int KINDS_OF_2016 = 6;
  private static final String COUNT =
      "yes=0; no=0; for p in /proc/[0-9]*; do"
          + " if readlink $p/ns/uts >/dev/null 2>&1; then yes=$((yes+1)); else no=$((no+1)); fi;"
          + " done; echo $yes $no";

  private static final long GRACE_MILLIS = 200;

  private CinfClaims() {}

  @Checks("C002")
  static Evidence existsNoMoreThanATcpConnection() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket one = new Socket(loopback, server.getLocalPort());
        Socket two = server.accept()) {
      return existsNoMoreThanATcpConnection(
          inode(one.getLocalPort(), one.getPort()), inode(two.getLocalPort(), two.getPort()));
    }
  }

  static Evidence existsNoMoreThanATcpConnection(OptionalLong one, OptionalLong two) {
    return Evidence.correctedIf(
        one.isPresent() && two.isPresent() && !one.equals(two),
        "each end of a connection is a socket that the kernel lists, with inodes %s and %s; of a"
            + " container it lists nothing",
        one.isPresent() ? one.getAsLong() : "none",
        two.isPresent() ? two.getAsLong() : "none");
  }

  /** Finds a socket's inode by its ports; proc_pid_net(5). */
  private static OptionalLong inode(int local, int remote) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String table : List.of("/proc/thread-self/net/tcp", "/proc/thread-self/net/tcp6")) {
      if (Files.exists(Path.of(table))) {
        lines.addAll(Files.readAllLines(Path.of(table)));
      }
    }
    return lines.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words[1].endsWith(":%04X".formatted(local)))
        .filter(words -> words[2].endsWith(":%04X".formatted(remote)))
        .mapToLong(words -> Long.parseLong(words[9]))
        .findFirst();
  }

  @Checks("C008")
  static Evidence linuxHasSixKinds() {
    return moreKindsThan(KINDS_OF_2016, kinds());
  }

  @Checks("C116")
  static Evidence linuxHasSevenKinds() {
    NotTestableHere.unless(
        Namespace.TIME.isSupported(), "a kernel with time namespaces, 5.6 (2020) or later");
    return moreKindsThan(KINDS_OF_2016 + 1, kinds());
  }

  static Evidence moreKindsThan(int claimed, Set<String> kinds) {
    return Evidence.outdatedIf(
        kinds.size() > claimed,
        "this kernel has %d kinds: %s",
        kinds.size(),
        String.join(" ", kinds));
  }

  static Set<String> kinds() {
    return NamespaceLink.readAll(ProcReader.self()).stream()
        .map(NamespaceLink::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Checks("C009")
  static Evidence exactlyOneOfEachKind() throws Exception {
    Set<String> kinds = kinds();
    int whole = 0;
    int partly = 0;
    for (long pid : ProcReader.pids()) {
      long links = links(pid, kinds);
      whole += links == kinds.size() ? 1 : 0;
      partly += isPart(links, kinds) && staysPart(pid, kinds) ? 1 : 0;
    }
    return exactlyOneOfEachKind(whole, partly, kinds.size());
  }

  static Evidence exactlyOneOfEachKind(int whole, int partly, int kinds) {
    return Evidence.confirmedIf(
        whole > 0 && partly == 0,
        "%d processes are in one namespace of each of the %d kinds, %d are not; so each kind's"
            + " counts add up to %d",
        whole,
        kinds,
        partly,
        whole);
  }

  private static boolean isPart(long links, Set<String> kinds) {
    return links > 0 && links < kinds.size();
  }

  /** A process that is about to end gives its namespaces back before it is a zombie. */
  private static boolean staysPart(long pid, Set<String> kinds) throws InterruptedException {
    Thread.sleep(GRACE_MILLIS);
    return isPart(links(pid, kinds), kinds) && !isGone(pid);
  }

  private static long links(long pid, Set<String> kinds) {
    return kinds.stream().filter(kind -> hasLink(pid, kind)).count();
  }

  private static boolean hasLink(long pid, String kind) {
    try {
      Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + kind));
      return true;
    } catch (IOException notOursOrGone) {
      return false;
    }
  }

  /** A process that has ended, or a zombie, which has given back most of its namespaces. */
  private static boolean isGone(long pid) {
    return told(pid, "State").map(state -> state.startsWith("Z")).orElse(true);
  }

  private static Optional<String> told(long pid, String key) {
    try {
      return Optional.of(ProcReader.status(pid, key));
    } catch (IllegalArgumentException gone) {
      return Optional.empty();
    }
  }

  @Checks("C011")
  static Evidence aMountNamespaceStandsBeside() throws IOException {
    for (long pid : ProcReader.pids()) {
      if (told(pid, "Name").filter("kdevtmpfs"::equals).isPresent()) {
        NotTestableHere.unless(hasLink(pid, "mnt") && hasLink(2, "mnt"), "root on the host");
        return aMountNamespaceStandsBeside(
            pid, ProcReader.namespace(pid, MOUNT), ProcReader.namespace(2, MOUNT));
      }
    }
    throw new NotTestableHere("a kernel with a thread kdevtmpfs, and root to look at it");
  }

  static Evidence aMountNamespaceStandsBeside(long pid, long its, long others) {
    return Evidence.confirmedIf(
        its != others,
        "process %d, the kernel's thread kdevtmpfs, is in mnt:[%d]; other threads in mnt:[%d]",
        pid,
        its,
        others);
  }

  @Checks("C012")
  static Evidence shareOneUserNamespace() {
    try (Cell cell = Trial.container()) {
      long inside = ProcReader.namespace(Trial.sleep(cell).pid(), USER);
      long outside = ProcReader.namespace(ProcReader.self(), USER);
      return Evidence.confirmedIf(
          inside == outside,
          "in a container with five namespaces of its own: user:[%d]; on the host: user:[%d]",
          inside,
          outside);
    }
  }

  @Checks("C013")
  static Evidence identifiedByANumber() throws IOException {
    try (Cell cell = Trial.cell(UTS)) {
      long pid = Trial.sleep(cell).pid();
      long theirs = ProcReader.namespace(pid, UTS);
      long inode = ProcReader.inode(Path.of("/proc/" + pid + "/ns/uts"));
      return identifiedByANumber(ProcReader.namespace(ProcReader.self(), UTS), theirs, inode);
    }
  }

  static Evidence identifiedByANumber(long host, long cell, long inode) {
    return Evidence.confirmedIf(
        host != cell && cell == inode,
        "the link of a cell says uts:[%d] and its file has inode %d; the host's says uts:[%d]",
        cell,
        inode,
        host);
  }

  @Checks("C015")
  static Evidence seeingAllTakesRoot() throws IOException {
    String counts =
        UserNamespace.mapsAllUsers()
            ? Trial.asNobody("sh", "-c", COUNT)
            : Trial.onHost("sh", "-c", COUNT);
    int[] count = Arrays.stream(counts.split(" ")).mapToInt(Integer::parseInt).toArray();
    return seeingAllTakesRoot(count[0], count[1]);
  }

  static Evidence seeingAllTakesRoot(int readable, int refused) {
    return Evidence.confirmedIf(
        refused > 0,
        "without root, the links of %d processes could be read, those of %d couldn't",
        readable,
        refused);
  }

  @Checks("C017")
  static Evidence oneNamespaceShowsTheCgroups() {
    try (Cell cell = Trial.container()) {
      Program sleep = Trial.sleep(cell);
      long inode = ProcReader.namespace(sleep.pid(), UTS);
      List<NamespaceMember> members = NamespaceMember.readAll(UTS, inode);
      long told =
          members.stream().filter(each -> !Membership.readAll(each.pid()).isEmpty()).count();
      return Evidence.confirmedIf(
          told > 0 && told == members.size(),
          "uts:[%d] has %d processes, and /proc tells the cgroups of %d, for example %s",
          inode,
          members.size(),
          told,
          Membership.readAll(sleep.pid()).get(0).path());
    }
  }
}
