package org.cellblock.procfs.cinf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

@NeedsNamespaces
class MonitorTests {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long MIB = 1024 * 1024;

  /** Doubles a string until it has 64 MiB, and then works without end. */
  private static final String EATER =
      "x=0123456789abcdef; i=0; while [ $i -lt 22 ]; do x=$x$x; i=$((i+1)); done;"
          + " while :; do :; done";

  private final long self = ProcessHandle.current().pid();
  private Process program;

  @AfterEach
  void end() throws Exception {
    if (program != null) {
      program.destroyForcibly().waitFor();
    }
  }

  private long start(String... command) throws IOException {
    program = new ProcessBuilder(command).start();
    return program.pid();
  }

  @Test
  void theSamplesAreATableOfTimeMemoryCpuAndPids() {
    Table samples = Cinf.monitor(Duration.ofMillis(350), self).samples();
    assertThat(samples.columnNames()).containsExactly("time", "memory", "cpu", "pids");
    assertThat(samples.types())
        .containsExactly(ColumnType.DOUBLE, ColumnType.LONG, ColumnType.DOUBLE, ColumnType.LONG);
    assertThat(samples.rowCount()).isBetween(1, 4);
  }

  @Test
  void itSamplesTenTimesASecond() {
    Monitoring seen = Cinf.monitor(SECOND, self);
    assertThat(seen.all().size()).isBetween(2, 11);
    assertThat(seen.end()).matches("ended after [0-9]+\\.[0-9] s");
  }

  @Test
  void aProgramThatEatsMemoryAndCpuIsSeenToDoSo() throws Exception {
    Monitoring seen = Cinf.monitor(Duration.ofSeconds(10), start("sh", "-c", EATER));
    assertThat(seen.all())
        .last()
        .satisfies(last -> assertThat(last.memory()).isGreaterThan(50 * MIB));
    assertThat(seen.all()).anySatisfy(each -> assertThat(each.cpu()).isBetween(0.05, 1.3));
  }

  @Test
  void aProcessInItsParentsCgroupIsMeasuredAlone() throws Exception {
    long pid = start("sleep", "100");
    Monitoring seen = Cinf.monitor(Duration.ofMillis(150), pid);
    assertThat(seen.memorySource()).isEqualTo("/proc/%d/statm (resident)".formatted(pid));
    assertThat(seen.cpuSource()).isEqualTo("/proc/%d/stat (utime + stime)".formatted(pid));
    assertThat(seen.pidsSource()).isEqualTo("/proc/%d/stat (num_threads)".formatted(pid));
    assertThat(seen.all()).allSatisfy(each -> assertThat(each.pids()).isEqualTo(1));
  }

  @Test
  void aProcessInACgroupOfItsOwnIsMeasuredByThat() throws Exception {
    Path cgroup = own("memory").orElse(null);
    assumeThat(cgroup).as("a memory hierarchy in which cgroups can be made").isNotNull();
    try {
      long pid = start("sleep", "100");
      Files.writeString(cgroup.resolve("cgroup.procs"), Long.toString(pid));
      assertThat(Cinf.monitor(Duration.ofMillis(150), pid).memorySource())
          .startsWith(cgroup + "/memory.");
    } finally {
      end();
      Files.delete(cgroup);
    }
  }

  /** Makes a cgroup in the hierarchy of a controller, where we may and it would be in force. */
  private Optional<Path> own(String controller) throws IOException {
    CinfCgroups mine = CinfCgroups.of(self);
    Optional<Path> here = mine.membership(controller).flatMap(mine::directory);
    if (here.isEmpty() || !Files.isWritable(here.get().resolve("cgroup.procs"))) {
      return Optional.empty();
    }
    Path cgroup = here.get().resolve("cellblock-%d-monitor".formatted(self));
    try {
      Files.createDirectory(cgroup);
    } catch (IOException refused) {
      return Optional.empty();
    }
    boolean counts =
        Files.exists(cgroup.resolve("memory.usage_in_bytes"))
            || Files.exists(cgroup.resolve("memory.current"));
    if (!counts) {
      Files.delete(cgroup);
    }
    return counts ? Optional.of(cgroup) : Optional.empty();
  }

  @Test
  void aProcessThatEndsEndsTheMonitor() throws Exception {
    Monitoring seen = Cinf.monitor(Duration.ofSeconds(60), start("sleep", "0.5"));
    assertThat(seen.end()).matches("process ended after [0-9]+\\.[0-9] s");
    assertThat(seen.all()).isNotEmpty();
  }

  @Test
  void anInterruptEndsTheMonitorAndKeepsWhatWasSeen() {
    Thread me = Thread.currentThread();
    MonitorListener impatient =
        new MonitorListener() {
          @Override
          public void sampled(Monitoring until) {
            if (until.all().size() == 3) {
              me.interrupt();
            }
          }

          @Override
          public void ended(Monitoring all) {}
        };
    Monitoring seen = Cinf.monitor(Duration.ofSeconds(20), self, impatient);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(seen.end()).matches("interrupted after [0-9]+\\.[0-9] s");
    assertThat(seen.all()).hasSize(3);
  }

  @Test
  void whatWasReadDoesNotGrow() {
    List<List<CinfSample>> read = new ArrayList<>();
    MonitorListener reader =
        new MonitorListener() {
          @Override
          public void sampled(Monitoring until) {
            read.add(until.all());
          }

          @Override
          public void ended(Monitoring all) {}
        };
    Cinf.monitor(SECOND, self, reader);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i)).hasSize(i + 1);
    }
  }

  @Test
  void noFileIsLeftOpen() throws Exception {
    long pid = start("sleep", "100");
    Cinf.monitor(Duration.ofMillis(50), pid);
    try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(fds.filter(fd -> leadsTo(fd, "/proc/" + pid + "/"))).isEmpty();
    }
  }

  private static boolean leadsTo(Path fd, String start) {
    try {
      return Files.readSymbolicLink(fd).toString().startsWith(start);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  @Test
  void aPidThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Cinf.monitor(SECOND, 999_999_999))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pid [999999999]: expected a process; Procfs.processes() lists all");
  }

  @Test
  void noDurationIsRefused() {
    assertThatThrownBy(() -> Cinf.monitor(Duration.ZERO, self))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "duration [PT0S]: expected more than nothing, for example Duration.ofSeconds(10)");
  }
}
