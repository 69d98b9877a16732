package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** The readers on the real kernel's /proc, on processes that these tests start. */
@NeedsNamespaces
class ReadersTests {

  private static final int LARGER_THAN_A_BUFFER = 100_000;

  private final long self = ProcessHandle.current().pid();

  static String messageOf(ThrowingCallable reading) {
    return catchThrowableOfType(IllegalArgumentException.class, reading).getMessage();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 999_999_999})
  void eachReaderNamesAPidThatIsNotThere(long pid) {
    List<ThrowingCallable> readers =
        List.of(
            () -> Procfs.process(pid),
            () -> Procfs.status(pid),
            () -> Procfs.security(pid),
            () -> Procfs.mounts(pid),
            () -> Procfs.cgroups(pid),
            () -> Procfs.limits(pid),
            () -> Procfs.capabilities(pid),
            () -> Procfs.environ(pid),
            () -> Procfs.fds(pid),
            () -> Procfs.networkDevices(pid),
            () -> Procfs.sockets(pid),
            () -> Procfs.idMaps(pid));
    assertThat(readers)
        .allSatisfy(
            reader ->
                assertThat(messageOf(reader))
                    .isEqualTo(
                        "pid [%d]: expected a process; Procfs.processes() lists all"
                            .formatted(pid)));
  }

  @Test
  void eachReaderReadsThisProcess() {
    assertThat(
            List.of(
                Procfs.process(self),
                Procfs.status(self),
                Procfs.security(self),
                Procfs.mounts(self),
                Procfs.cgroups(self),
                Procfs.limits(self),
                Procfs.capabilities(self),
                Procfs.environ(self),
                Procfs.fds(self),
                Procfs.networkDevices(self),
                Procfs.idMaps(self)))
        .allSatisfy(table -> assertThat(table.rowCount()).as(table.name()).isPositive());
  }

  @Test
  void anEnvironmentMayBeLargerThanTheBuffer() throws Exception {
    String value = "ä=\n".repeat(LARGER_THAN_A_BUFFER / 4);
    ProcessBuilder sleep = new ProcessBuilder("sleep", "60");
    sleep.environment().putAll(Map.of("LONG", value.strip() + "end"));
    try (Started child = Started.of(sleep)) {
      child.awaitName("sleep");
      assertThat(EnvironmentVariable.readAll(child.pid()))
          .contains(new EnvironmentVariable("LONG", value.strip() + "end"));
    }
  }

  @Test
  void aNameOfParenthesesAndNewlinesHidesNothing(@TempDir Path directory) throws Exception {
    Path program = directory.resolve("x) R 1\n(y");
    Files.copy(Path.of("/bin/sh").toRealPath(), program);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    try (Started child = Started.of(new ProcessBuilder(program.toString(), "-c", "read x"))) {
      child.awaitName("x) R 1\\n(y");
      Table process = Procfs.process(child.pid());
      assertThat(value(process, "parent")).isEqualTo(Long.toString(self));
      assertThat(value(process, "started")).startsWith("20").endsWith("Z");
      assertThat(ProcessInfo.readAll()).anyMatch(each -> each.pid() == child.pid());
    }
  }

  @Test
  void aProcessThatHasEndedIsToldAsOne() throws Exception {
    try (Started parent = Started.of(new ProcessBuilder("sh", "-c", "true & exec sleep 60"))) {
      long zombie = parent.awaitZombie();
      assertThat(messageOf(() -> Procfs.mounts(zombie)))
          .isEqualTo(
              "pid [%d]: expected a process that still runs; this one has ended, and process %d"
                      .formatted(zombie, parent.pid())
                  + " has not yet asked how");
      assertThat(Procfs.environ(zombie).isEmpty()).isTrue();
      assertThat(value(Procfs.process(zombie), "state")).isEqualTo("Z (zombie)");
    }
  }

  @Test
  void aProcessThatVanishesWhileItIsReadIsNoError() throws Exception {
    String manyThatEndAtOnce = "while true; do true & true & wait; done";
    try (Started shell = Started.of(new ProcessBuilder("sh", "-c", manyThatEndAtOnce))) {
      shell.awaitName("sh");
      for (int i = 0; i < 50; i++) {
        assertThat(ProcessInfo.readAll()).anyMatch(each -> each.pid() == shell.pid());
        assertThat(ProcessSights.readAll()).isNotEmpty();
      }
    }
  }

  @Test
  void aKernelThreadHasNoEnvironment() {
    long thread =
        ProcessInfo.readAll().stream()
            .filter(each -> each.ppid() == 2 && each.command().startsWith("[k"))
            .mapToLong(ProcessInfo::pid)
            .findFirst()
            .orElse(0);
    assumeFalse(thread == 0, "needs a /proc that shows the kernel's threads");
    assertThat(Procfs.environ(thread).isEmpty()).isTrue();
    assertThat(value(Procfs.process(thread), "command")).startsWith("[k");
  }

  @Test
  void whatAnotherUserHasIsRefusedWithItsName() {
    assumeFalse(
        Files.isReadable(Path.of("/proc/1/environ")), "needs a process 1 that we may not read");
    assertThat(messageOf(() -> Procfs.environ(1)))
        .startsWith("pid [1]: expected a process whose environ we may read; this is ")
        .containsPattern("ask as (the host's )?root$");
    assertThat(messageOf(() -> Procfs.fds(1)))
        .startsWith("pid [1]: expected a process whose fd we may read; this is ");
  }

  @Test
  void theFilesOfAProcessAreItsDescriptors(@TempDir Path directory) throws Exception {
    Path out = directory.resolve("out");
    ProcessBuilder sleep = new ProcessBuilder("sleep", "60");
    try (Started child = Started.of(sleep.redirectOutput(out.toFile()))) {
      child.awaitName("sleep");
      assertThat(OpenFd.readAll(child.pid()))
          .contains(new OpenFd(1, "file", out.toRealPath().toString(), "write", "kept"))
          .anyMatch(fd -> fd.fd() == 0 && fd.type().equals("pipe"));
    }
  }

  @Test
  void theIdMapsAreTheFilesLines() throws Exception {
    String[] words = Files.readString(Path.of("/proc/self/uid_map")).strip().split("\\s+");
    assertThat(IdMap.readAll(self).get(0))
        .isEqualTo(
            new IdMap(
                "uid",
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2])));
  }

  @Test
  void cgroupsHaveADirectoryWhereTheyAreMounted() {
    assertThat(ProcessCgroup.readAll(self))
        .filteredOn(cgroup -> !cgroup.directory().isEmpty())
        .allSatisfy(cgroup -> assertThat(Path.of(cgroup.directory())).isDirectory());
  }

  @Test
  void theTitleOfCapabilitiesSumsThemUp() {
    assertThat(Procfs.capabilities(self).name())
        .matches("capabilities of %d · effective: .+ · bounding: .+".formatted(self));
  }

  private static String value(Table facts, String key) {
    return facts.where(facts.stringColumn("key").isEqualTo(key)).stringColumn("value").get(0);
  }
}
