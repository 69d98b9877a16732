package org.cellblock.jupyter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cellblock.containers.Cells;
import org.cellblock.containers.host.Host;
import org.cellblock.labs.Lab;
import org.cellblock.labs.Labs;
import org.cellblock.labs.Report;
import org.cellblock.labs.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
class LabGuardTests {

  @TempDir private Path directory;

  static List<Lab> labs() {
    return Labs.all();
  }

  @ParameterizedTest
  @MethodSource("labs")
  void theStarterFailsEveryTaskByWhatTheKernelShows(Lab lab) throws IOException {
    Report report = FileLab.check(lab, file(lab.starter()));
    assertThat(report.results())
        .noneMatch(Result::passed)
        .noneMatch(result -> result.finding().orElseThrow().expected().equals("code that runs"));
  }

  @ParameterizedTest
  @MethodSource("labs")
  void theSolutionPassesEveryTaskAndTheHostIsAsBefore(Lab lab) throws IOException {
    Host.run("true"); // with the first program comes its guardian, which stays
    Object before = host();
    Report report = FileLab.check(lab, file(lab.solution()));
    assertThat(report.results()).as(report.toString()).allMatch(Result::passed);
    assertThat(host()).isEqualTo(before);
    assertThat(Cells.all()).isEmpty();
  }

  private Path file(String java) throws IOException {
    return Files.writeString(directory.resolve("answer.jsh"), java);
  }

  /** What a lab may touch on the host: name, mounts, network devices, our own processes. */
  private static List<Object> host() throws IOException {
    Set<Long> children =
        ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    return List.of(
        Host.hostname(),
        Files.readAllLines(Path.of("/proc/self/mountinfo")),
        Files.readAllLines(Path.of("/proc/self/net/dev")).stream()
            .map(line -> line.split(":")[0])
            .toList(),
        children);
  }
}
