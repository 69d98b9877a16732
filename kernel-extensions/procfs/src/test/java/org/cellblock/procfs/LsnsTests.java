package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cellblock.linux.NamespaceFd;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row for row what lsns(8) says, on a machine where others start and end processes meanwhile. */
@NeedsNamespaces
class LsnsTests {

  private static final Path LSNS = Path.of("/usr/bin/lsns");

  /** One line of lsns; {@code user} is the user of the lowest pid. */
  private record Row(String type, int nprocs, long pid, String user, String command) {

    /** Where lsns names itself, for pids have begun anew and its own is the lowest. */
    Row ofLsns() {
      return new Row(type, nprocs, 0, "", "");
    }
  }

  /** What we say before and after lsns ran, and what lsns says. */
  private record Answers(Map<Long, Row> before, Map<Long, Row> theirs, Map<Long, Row> after) {

    static Answers of(Map<Long, Row> before, Map<Long, Row> theirs, Map<Long, Row> after) {
      theirs.forEach(
          (inode, row) -> {
            if (row.equals(row.ofLsns())) {
              before.computeIfPresent(inode, (same, ours) -> ours.ofLsns());
              after.computeIfPresent(inode, (same, ours) -> ours.ofLsns());
            }
          });
      return new Answers(before, theirs, after);
    }

    boolean isQuiet() {
      return before.equals(after);
    }

    boolean isAgreed() {
      return before.equals(theirs);
    }
  }

  @BeforeEach
  void needsLsns() {
    assumeTrue(Files.isExecutable(LSNS), "needs lsns: util-linux");
  }

  @Test
  void nestedNamespacesAreTheSameInBoth() throws Exception {
    try (Sleeper nested = Sleeper.start("unshare", "-Urnui", "unshare", "-Umr", "sleep", "1000")) {
      Set<Long> own = namespacesOf(nested);
      assertThat(own).hasSize(NamespaceLink.readAll(nested.process().pid()).size());
      assertBothAgree(own::contains);
    }
  }

  @Test
  void aPidNamespaceWithTwoProcessesIsTheSameInBoth() throws Exception {
    String two = "sleep 1000 & sleep 1000";
    try (Sleeper sh = Sleeper.start("unshare", "-Urpf", "--kill-child", "sh", "-c", two)) {
      Set<Long> own = namespacesOf(sh);
      assertBothAgree(own::contains);
    }
  }

  @Test
  void allOthersAreTheSameInBoth() {
    assertBothAgree(inode -> true);
  }

  @Test
  void lsnsMissesWhatNoProcessIsIn() {
    try (Held uts = Held.byThread("unseen");
        NamespaceFd fd = uts.open()) {
      assertThat(lsns(inode -> inode == fd.inode())).isEmpty();
      assertThat(ours(inode -> inode == fd.inode())).isEmpty();
      assertThat(NamespaceInfo.read(fd.inode()).heldBy()).contains("thread", "fd");
    }
  }

  /** Compares what didn't change while lsns ran; an answer that differs is asked for again. */
  private static void assertBothAgree(Predicate<Long> which) {
    AtomicReference<Answers> last = new AtomicReference<>();
    Repeat.until(
        () -> {
          last.set(Answers.of(ours(which), lsns(which), ours(which)));
          return last.get().isQuiet() && last.get().isAgreed()
              ? Optional.of(true)
              : Optional.empty();
        });
    assertThat(last.get().after()).as("ours while lsns ran").isEqualTo(last.get().before());
    assertThat(last.get().before()).as("ours beside lsns's").isEqualTo(last.get().theirs());
  }

  private static Map<Long, Row> ours(Predicate<Long> which) {
    return NamespaceInfo.readAll().stream()
        .filter(each -> each.nprocs() > 0 && which.test(each.namespace()))
        .collect(
            Collectors.toMap(
                NamespaceInfo::namespace, LsnsTests::row, (one, other) -> one, TreeMap::new));
  }

  private static Row row(NamespaceInfo info) {
    OptionalLong pid = info.pid();
    String owner = owner(pid.getAsLong());
    String command = info.command();
    boolean isKernels = command.startsWith("[") && command.endsWith("]");
    return new Row(
        info.type(),
        info.nprocs(),
        pid.getAsLong(),
        List.of(info.users().split(",")).contains(owner) ? owner : info.users(),
        isKernels ? command.substring(1, command.length() - 1) : command);
  }

  private static String owner(long pid) {
    try {
      return Files.getOwner(Path.of("/proc/" + pid)).getName();
    } catch (IOException ended) {
      return "";
    }
  }

  /** Asks lsns, which counts itself in the namespaces of this process. */
  private static Map<Long, Row> lsns(Predicate<Long> which) {
    Set<Long> own =
        NamespaceLink.readAll(ProcessHandle.current().pid()).stream()
            .map(NamespaceLink::namespace)
            .collect(Collectors.toSet());
    Map<Long, Row> rows = new TreeMap<>();
    for (String line : linesOf("--list", "-n", "-o", "NS,TYPE,NPROCS,PID,USER,COMMAND")) {
      String[] words = line.strip().split("\\s+", 6);
      long inode = Long.parseLong(words[0]);
      if (which.test(inode)) {
        int nprocs = Integer.parseInt(words[2]) - (own.contains(inode) ? 1 : 0);
        String command = words.length > 5 ? words[5] : "";
        Row row = new Row(words[1], nprocs, Long.parseLong(words[3]), words[4], command);
        rows.put(inode, command.startsWith(LSNS + " --list") ? row.ofLsns() : row);
      }
    }
    return rows;
  }

  private static List<String> linesOf(String... options) {
    try {
      ProcessBuilder lsns = new ProcessBuilder(LSNS.toString());
      lsns.command().addAll(List.of(options));
      return lsns.redirectErrorStream(true).start().inputReader().lines().toList();
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  private static Set<Long> namespacesOf(Sleeper sleeper) {
    return NamespaceLink.readAll(sleeper.process().pid()).stream()
        .map(NamespaceLink::namespace)
        .collect(Collectors.toSet());
  }
}
