package org.cellblock.claims;

import static org.cellblock.linux.Namespace.CGROUP;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.TIME;
import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.Linux;
import org.cellblock.linux.UserNamespace;

/** What each of the eight kinds of namespaces changes. */
final class KindClaims {

  private static final int DAY_SECONDS = 86_400;
  private static final Path CGROUP_FILE = Path.of("/proc/thread-self/cgroup");

  private KindClaims() {}

  @Checks("C117")
  static Evidence newipcIsolates() throws IOException {
    Path queues = Path.of("/proc/sysvipc/msg");
    NotTestableHere.unless(Files.exists(queues), "a kernel with System V IPC");
    try (Cell cell = Trial.cell(IPC)) {
      List<String> before = Files.readAllLines(queues);
      String made = Trial.in(cell, "ipcmk", "--queue");
      int inside = cell.call(() -> Files.readAllLines(queues)).size() - 1;
      return newipcIsolates(made, inside, Files.readAllLines(queues).size() - before.size());
    }
  }

  static Evidence newipcIsolates(String made, int inside, int moreOutside) {
    return Evidence.confirmedIf(
        inside == 1 && moreOutside == 0,
        "%s; the cell lists %d queue, the host %d more than before",
        made,
        inside,
        moreOutside);
  }

  @Checks("C118")
  static Evidence newnetIsolates() throws IOException {
    try (Cell cell = Trial.cell(NETWORK);
        ServerSocket outside = new ServerSocket(0)) {
      int port = outside.getLocalPort();
      int inside =
          cell.call(
              () -> {
                try (ServerSocket same = new ServerSocket(port)) {
                  return same.getLocalPort();
                }
              });
      List<String> devices =
          cell.call(() -> Files.readAllLines(Path.of("/proc/thread-self/net/dev")));
      return Evidence.confirmedIf(
          inside == port && devices.size() == 3,
          "port %d was bound on the host, and %d in the cell at the same time; the cell has %d"
              + " device",
          port,
          inside,
          devices.size() - 2);
    }
  }

  @Checks("C119")
  static Evidence newnsIsolates() throws IOException {
    Path file = Path.of("/mnt/claim");
    try (Cell cell = Trial.cell(MOUNT)) {
      boolean inside =
          cell.call(
              () -> {
                Linux.mount("tmpfs", "/mnt", "tmpfs");
                Files.createFile(file);
                return Files.exists(file);
              });
      boolean outside = Files.exists(file);
      return Evidence.confirmedIf(
          inside && !outside,
          "a file on a tmpfs mounted in the cell: there inside: %s, outside: %s",
          inside,
          outside);
    }
  }

  @Checks("C120")
  static Evidence newpidIsolates() throws IOException {
    try (Cell cell = Trial.cell(PID)) {
      Program sleep = Trial.sleep(cell);
      long before = ProcReader.namespace(ProcReader.self(), PID);
      String thread = cell.call(() -> ProcReader.own("pid").orElseThrow());
      return Evidence.confirmedIf(
          sleep.pidInside() < sleep.pid() && thread.equals("pid:[%d]".formatted(before)),
          "a child is %d inside and %d outside; the caller stayed in %s",
          sleep.pidInside(),
          sleep.pid(),
          thread);
    }
  }

  @Checks("C121")
  static Evidence newuserIsolates() {
    String outside = Trial.onHost("id", "-u");
    String inside = unshareUser("id", "-u");
    return newuserIsolates(outside, inside);
  }

  static Evidence newuserIsolates(String outside, String inside) {
    return Evidence.confirmedIf(
        !inside.equals(outside),
        "user %s is %s in a new user namespace that maps nobody yet",
        outside,
        inside);
  }

  private static String unshareUser(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "--user";
    System.arraycopy(words, 0, all, 1, words.length);
    try {
      return Trial.onHost("unshare", all);
    } catch (IllegalStateException refused) {
      throw new NotTestableHere("a kernel that allows user namespaces: " + refused.getMessage());
    }
  }

  @Checks("C125")
  static Evidence rootNeedNotBeRootOutside() throws IOException {
    String map = UserNamespace.mapsAllUsers() ? mapOfAnOrdinaryUser() : UserNamespace.uidMap();
    NotTestableHere.unless(!map.equals("0 0 1"), "an ordinary user, or all of root's rights");
    return rootNeedNotBeRootOutside(map);
  }

  private static String mapOfAnOrdinaryUser() {
    return Trial.asNobody("unshare", "--user", "--map-root-user", "cat", "/proc/self/uid_map")
        .replaceAll("\\s+", " ");
  }

  static Evidence rootNeedNotBeRootOutside(String map) {
    String[] numbers = map.split(" ");
    return Evidence.confirmedIf(
        numbers[0].equals("0") && !numbers[1].equals("0"),
        "uid_map of a user namespace made by an ordinary user: %s; user %s inside is %s outside",
        map,
        numbers[0],
        numbers[1]);
  }

  @Checks("C122")
  static Evidence newutsIsolates() {
    try (Cell cell = Trial.cell(UTS)) {
      cell.sethostname("claim");
      return newutsIsolates(
          Trial.in(cell, "uname", "-n"),
          Host.hostname(),
          Trial.in(cell, "uname", "-srvm"),
          Trial.onHost("uname", "-srvm"));
    }
  }

  static Evidence newutsIsolates(String nameInside, String name, String restInside, String rest) {
    return Evidence.confirmedIf(
        nameInside.equals("claim") && !name.equals("claim") && restInside.equals(rest),
        "name inside %s, outside %s; release, version and machine inside %s, outside %s",
        nameInside,
        name,
        restInside.split(" ")[1],
        rest.split(" ")[1]);
  }

  @Checks("C123")
  static Evidence newcgroupIsolates() throws Exception {
    List<String> before = Files.readAllLines(CGROUP_FILE);
    if (before.stream().allMatch(line -> line.endsWith(":/"))) {
      return CgroupTrial.needs(KindClaims::ofOurOwnCgroup).run();
    }
    try (Cell cell = Trial.cell(CGROUP)) {
      return newcgroupIsolates(before, cell.call(() -> Files.readAllLines(CGROUP_FILE)));
    }
  }

  /** Whoever is in the root cgroup sees no difference; so this is for a program that isn't. */
  private static Evidence ofOurOwnCgroup() {
    try (Cgroup cgroup = CgroupTrial.cgroup()) {
      String[] words = {"cat", "/proc/self/cgroup"};
      String before = cgroup.start(words[0], words[1]).waitFor().stdout();
      String after = cgroup.start("unshare", "--cgroup", words[0], words[1]).waitFor().stdout();
      return newcgroupIsolates(before.lines().toList(), after.lines().toList());
    }
  }

  static Evidence newcgroupIsolates(List<String> before, List<String> after) {
    String path = before.stream().filter(line -> !line.endsWith(":/")).findFirst().orElse("/");
    return Evidence.confirmedIf(
        !path.equals("/")
            && !after.isEmpty()
            && after.stream().allMatch(line -> line.endsWith(":/")),
        "/proc/self/cgroup said %s; in the new namespace all %d lines end in %s",
        path,
        after.size(),
        after.stream().allMatch(line -> line.endsWith(":/")) ? "/" : "other paths");
  }

  @Checks("C124")
  static Evidence newtimeShiftsTheClocks() throws IOException {
    NotTestableHere.unless(
        TIME.isSupported(), "a kernel with time namespaces, 5.6 (2020) or later");
    try (Cell cell = Trial.cell(TIME)) {
      Path offsets = Path.of("/proc/" + cell.tid() + "/timens_offsets");
      cell.call(() -> Linux.write(offsets, "boottime %d 0".formatted(DAY_SECONDS)));
      String clocks = "cut -d. -f1 /proc/uptime; date +%s";
      List<Long> before = numbers(Trial.onHost("sh", "-c", clocks));
      List<Long> inside = numbers(Trial.shellIn(cell, clocks));
      long took = numbers(Trial.onHost("sh", "-c", clocks)).get(0) - before.get(0);
      return newtimeShiftsTheClocks(
          inside.get(0) - before.get(0), inside.get(1) - before.get(1), took);
    }
  }

  private static List<Long> numbers(String lines) {
    return lines.lines().map(Long::parseLong).toList();
  }

  /** Judges by how long it took to look at all clocks: on a busy machine, seconds. */
  static Evidence newtimeShiftsTheClocks(long bootSeconds, long wallSeconds, long tookSeconds) {
    long most = tookSeconds + 2;
    return Evidence.confirmedIf(
        Math.abs(bootSeconds - DAY_SECONDS) <= most && Math.abs(wallSeconds) <= most,
        "with an offset of a day, the clock since boot differs by %d s, the date by %d s",
        bootSeconds,
        wallSeconds);
  }
}
