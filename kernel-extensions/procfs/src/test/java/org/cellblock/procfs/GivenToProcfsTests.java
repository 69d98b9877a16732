package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.PublicCalls;
import org.cellblock.procfs.cinf.Cinf;
import org.cellblock.procfs.cinf.MonitorListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That what can't be meant is refused by one line that names it. */
class GivenToProcfsTests {

  private static final Path SYS = Path.of("/sys/fs/cgroup");

  @TempDir private Path directory;

  static Stream<Arguments> wrong() {
    return Stream.of(
        given("listener [null]: expected ", () -> MonitorListener.set(null)),
        given("type [null]: expected ", () -> Tables.of("t", null, List.of())),
        given("rows [null]: expected ", () -> Tables.of("t", Pressure.class, null)),
        given("kind [null]: expected ", () -> NamespaceMember.readAll(null, 1)),
        given("proc [null]: expected ", () -> NamespaceLink.readIn(null, "1")),
        given("pid [null]: expected ", () -> readIn(null)),
        given("proc [null]: expected ", () -> Pids.list(null)),
        given("text [null]: expected ", () -> Status.parse(null)),
        given("cmdline [null]: expected ", () -> ProcessInfo.command(null, "sh")),
        given("name [null]: expected ", () -> ProcessInfo.command("", null)),
        given("control file [null]: expected ", () -> Cinf.controlFiles(1, (String[]) null)),
        given("pressure of cpu [a]: expected ", () -> Pressure.parseAll("cpu", "a")),
        given("text [null]: expected ", () -> Pressure.parseAll("cpu", null)),
        given("cgroup []: expected ", () -> new CgroupFiles(Path.of(""))),
        given("cgroup [null]: expected ", () -> new CgroupFiles(null)),
        given("control file [null]: expected ", () -> files().read(null)),
        given("control file []: expected ", () -> files().number("")),
        given("control file [../x]: expected ", () -> files().keyed("../x")),
        given("control file [a\\0b]: expected ", () -> files().words("a\0b")),
        given(
            "control file [/etc/passwd]: expected ", () -> Cinf.controlFiles(own(), "/etc/passwd")),
        given("control file [\ud800]: expected ", () -> Cinf.controlFiles(own(), "\ud800")),
        given("path of a cgroup [\ud800]: expected ", () -> directoryOf("\ud800")),
        given("mount point [null]: expected ", () -> new Hierarchy(null, true, Set.of(), "/")),
        given("controllers [null]: expected ", () -> new Hierarchy(SYS, true, null, "/")),
        given(
            "root of a hierarchy [null]: expected ",
            () -> new Hierarchy(SYS, true, Set.of(), null)),
        given("controllers [null]: expected ", () -> new Membership(0, null, "/")),
        given("name [null]: expected ", () -> Tables.of(null, Pressure.class, List.of())),
        given("rows [null]: expected ", () -> table((Pressure) null)),
        given("value [null]: expected ", () -> table(new Row(null))),
        given("path of a cgroup [/\\0]: expected ", () -> new Membership(0, Set.of(), "/\0")));
  }

  private static void readIn(String pid) {
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      NamespaceLink.readIn(proc, pid);
    }
  }

  private static Arguments given(String message, ThrowingCallable call) {
    return arguments(message, call);
  }

  /** A row of a table. */
  public record Row(OptionalLong value) {}

  private static CgroupFiles files() {
    return new CgroupFiles(SYS);
  }

  private static long own() {
    return ProcessHandle.current().pid();
  }

  private static void directoryOf(String cgroup) {
    new Hierarchy(SYS, true, Set.of(), "/").directory(new Membership(0, Set.of(), cgroup));
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> void table(R row) {
    Tables.of("t", (Class<R>) (row == null ? Pressure.class : Row.class), Arrays.asList(row));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatCannotBeMeantIsRefusedByName(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aFileOfOtherTextIsNoListOfProcesses() throws IOException {
    Files.writeString(directory.resolve("cgroup.procs"), "12\n99999999999999999999\n");
    assertThatThrownBy(() -> new CgroupFiles(directory).processes())
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s/cgroup.procs [99999999999999999999]: expected the id of a process;"
                + " is this a cgroup?",
            directory);
  }

  @Test
  void aNumberOfMoreThan64BitsIsNone() throws IOException {
    Files.writeString(directory.resolve("pids.max"), "99999999999999999999\n");
    Files.writeString(directory.resolve("cpu.stat"), "a 99999999999999999999\nb 5\n");
    CgroupFiles files = new CgroupFiles(directory);
    assertThat(files.number("pids.max")).isEmpty();
    assertThat(files.keyed("cpu.stat")).containsExactly(Map.entry("b", 5L));
  }

  @Test
  void everyPublicCallNamesWhatIsMissing() {
    Map<Class<?>, Object> receivers =
        Map.of(
            CgroupFiles.class, files(),
            Hierarchy.class, new Hierarchy(SYS, true, Set.of(), "/"),
            Status.class, Status.parse("State:\tS (sleeping)").orElseThrow(),
            Snapshot.class, Snapshot.of(List.of()));
    Map<Class<?>, Object> values =
        Map.of(
            String.class,
            "absent",
            Path.class,
            directory,
            List.class,
            List.of(),
            Set.class,
            Set.of(),
            Class.class,
            Row.class,
            Duration.class,
            Duration.ofMillis(1));
    assertThat(new PublicCalls(Procfs.class, receivers::get, values::get).unclear()).isEmpty();
  }
}
