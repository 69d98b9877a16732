package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.procfs.cinf.Cinf;
import org.cellblock.procfs.cinf.MonitorListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That what can't be meant is refused by one line that names it. */
class GivenToProcfsTests {

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

  @ParameterizedTest
  @MethodSource("wrong")
  void whatCannotBeMeantIsRefusedByName(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
