package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That nothing, where something is wanted, is refused in one way: with its name. */
@Tag("kernel")
class NothingGivenTests {

  @TempDir private Path directory;
  private CellThread cell;
  private Map<Class<?>, Object> receivers;

  @BeforeEach
  void open() throws Exception {
    cell = CellThread.start("nothing");
    receivers = receivers();
  }

  @AfterEach
  void close() throws Exception {
    for (Object each : receivers.values()) {
      if (each instanceof Child child) {
        child.waitFor();
      }
      if (each instanceof AutoCloseable open) {
        open.close();
      }
    }
    cell.end();
  }

  @Test
  void aNamespaceThatIsNotThereIsTheKernelsAnswer() {
    assertThatThrownBy(() -> cell.call(NothingGivenTests::enterNothing))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("ENOENT")
        .hasMessageContaining("/nope");
  }

  @Test
  @Timeout(300)
  void everyPublicCallNamesWhatIsMissing() {
    PublicCalls calls = new PublicCalls(Linux.class, receivers::get, values()::get);
    assertThat(cell.call(() -> calls.unclear())).isEmpty();
  }

  private static Void enterNothing() {
    Linux.setns(Path.of("/nope"), Namespace.UTS);
    return null;
  }

  private Map<Class<?>, Object> receivers() throws Exception {
    RootDirectory root = RootDirectory.open(directory);
    Map<Class<?>, Object> all = new HashMap<>();
    all.put(RootDirectory.class, root);
    all.put(RootPlace.class, root.placeInMade("place/file"));
    all.put(DirectoryFd.class, DirectoryFd.open("/proc/self"));
    all.put(Fd.class, Fd.openForReading("/proc/self/stat"));
    all.put(ProcScan.class, ProcScan.ofProcesses());
    all.put(CellThread.class, cell);
    all.put(Child.class, Child.spawn(request()));
    all.put(Deadline.class, Deadline.in(Deadline.OWN, "nothing", "none"));
    all.put(Turn.class, new Turn());
    all.put(FileStatus.class, new FileStatus(0, 0, 0, 0, 0, 0, 0, 0));
    Files.createFile(directory.resolve("cgroup.procs"));
    all.put(MountTree.class, tree());
    all.put(CgroupProcs.class, CgroupProcs.open(directory));
    return all;
  }

  private MountTree tree() {
    CellThread maker = CellThread.start("maker");
    try {
      return maker.call(
          () -> {
            Linux.unshare(Namespace.MOUNT);
            return MountTree.of(() -> directory);
          });
    } finally {
      maker.end();
    }
  }

  private Map<Class<?>, Object> values() {
    return Map.ofEntries(
        Map.entry(String.class, "absent"),
        Map.entry(Path.class, directory.resolve("absent")),
        Map.entry(Consumer.class, (Consumer<Object>) each -> {}),
        Map.entry(Instant.class, Instant.EPOCH),
        Map.entry(List.class, List.of()),
        Map.entry(Set.class, Set.of()),
        Map.entry(Map.class, Map.of()),
        Map.entry(Runnable.class, (Runnable) () -> {}),
        Map.entry(Object.class, "anything"),
        Map.entry(Fd.class, NullDevice.FD));
  }

  private static SpawnRequest request() {
    Fd none = NullDevice.FD;
    return new SpawnRequest("true", List.of("true"), Map.of(), none, none, none);
  }
}
