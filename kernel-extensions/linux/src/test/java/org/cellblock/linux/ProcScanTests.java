package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcScanTests {

  private final int self = (int) ProcessHandle.current().pid();

  @Test
  void theLinksOfThisProcessAreWhatReadlinkSays() throws Exception {
    List<String> expected = new ArrayList<>();
    for (Namespace kind : Namespace.values()) {
      Path link = Path.of("/proc/self/ns", kind.procName());
      if (Files.exists(link)) {
        expected.add(Files.readSymbolicLink(link).toString());
      }
    }
    List<String> found = new ArrayList<>();
    try (ProcScan scan = ProcScan.ofProcesses()) {
      scan.links((pid, uid, kind, inode) -> addIf(pid == self, found, kind, inode));
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void theUserIsTheOwnerOfTheProcessDirectory() throws Exception {
    List<Integer> uids = new ArrayList<>();
    try (ProcScan scan = ProcScan.ofProcesses()) {
      scan.links((pid, uid, kind, inode) -> uids.addAll(pid == self ? List.of(uid) : List.of()));
    }
    assertThat(uids).isNotEmpty().containsOnly((int) Files.getAttribute(proc(), "unix:uid"));
  }

  @Test
  @NeedsNamespaces
  void aThreadsOwnNamespaceIsFoundAmongThreadsOnly() throws Exception {
    CellThread thread = CellThread.start("scan");
    try {
      thread.call(
          () -> {
            Linux.unshare(Namespace.UTS);
            return null;
          });
      Path link = Path.of("/proc/self/task/" + thread.tid() + "/ns/uts");
      String uts = Files.readSymbolicLink(link).toString();
      List<String> ofThread = new ArrayList<>();
      try (ProcScan scan = ProcScan.ofThreads().orElseThrow()) {
        scan.links((tid, uid, kind, inode) -> addIf(true, ofThread, kind, inode));
      }
      List<String> ofProcesses = new ArrayList<>();
      try (ProcScan scan = ProcScan.ofProcesses()) {
        scan.links((pid, uid, kind, inode) -> addIf(true, ofProcesses, kind, inode));
      }
      assertThat(ofThread).contains(uts);
      assertThat(ofProcesses).isNotEmpty().doesNotContain(uts);
    } finally {
      thread.end();
    }
  }

  @Test
  void anOpenNamespaceIsFoundByItsFd() throws Exception {
    List<String> found = new ArrayList<>();
    try (NamespaceFd open = NamespaceFd.open("/proc/self/ns/net").orElseThrow();
        ProcScan scan = ProcScan.ofProcesses()) {
      scan.fds((pid, fd, kind, inode) -> addIf(pid == self, found, kind, inode));
      assertThat(found).contains("net:[" + open.inode() + "]");
    }
  }

  @Test
  void processesThatVanishMeanwhileAreLeftOut() throws Exception {
    for (int round = 0; round < 20; round++) {
      Process shortLived = new ProcessBuilder("true").start();
      int pid = (int) shortLived.pid();
      List<String> found = new ArrayList<>();
      try (ProcScan scan = ProcScan.ofProcesses()) {
        shortLived.waitFor();
        scan.links((id, uid, kind, inode) -> addIf(id == pid, found, kind, inode));
        scan.fds((id, fd, kind, inode) -> addIf(id == pid, found, kind, inode));
      }
      assertThat(found).isEmpty();
    }
  }

  private Path proc() {
    return Path.of("/proc/" + self);
  }

  private static void addIf(boolean wanted, List<String> to, Namespace kind, long inode) {
    if (wanted) {
      to.add("%s:[%d]".formatted(kind.procName(), inode));
    }
  }
}
