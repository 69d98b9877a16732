package org.cellblock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.cellblock.containers.Cells;
import org.cellblock.containers.host.ProgramListener;
import org.cellblock.doctor.Finding.YesNo;
import org.junit.jupiter.api.Test;

class DoctorTests {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Path NOTEBOOKS =
      Path.of(System.getProperty("basedir", "."), "../../notebooks");

  @Test
  void aNotebookThatNeedsAProgramIsThere() throws IOException {
    List<String> notebooks;
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      notebooks = files.map(file -> file.getFileName().toString()).toList();
    }
    assertThat(ProgramProbes.all())
        .extracting(Probe::neededFor)
        .filteredOn(part -> Character.isDigit(part.charAt(0)))
        .isNotEmpty()
        .allSatisfy(
            part -> assertThat(notebooks).anyMatch(b -> b.startsWith(part.substring(0, 2))));
  }

  @Test
  void aProbeThatThrowsIsANoWithTheErrorsFirstLine() throws Exception {
    Finding finding =
        Probe.of(
                "broken",
                "nobody",
                "mend it",
                () -> {
                  throw new FileNotFoundException("no such file\nsecond line");
                })
            .examine(LONG);
    assertThat(finding)
        .isEqualTo(new Finding("broken", YesNo.NO, "nobody", "no such file", "mend it"));
  }

  @Test
  void anExceptionWithoutAMessageIsNamed() throws Exception {
    Finding finding =
        Probe.of(
                "broken",
                "nobody",
                "mend it",
                () -> {
                  throw new IllegalStateException();
                })
            .examine(LONG);
    assertThat(finding.seen()).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void aProbeThatHangsIsEndedAndIsANo() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Finding finding = hanging(interrupted).examine(SHORT);
    assertThat(finding.seen()).isEqualTo("no answer within 0 s");
    interrupted.await();
  }

  private static Probe hanging(CountDownLatch interrupted) {
    return Probe.of(
        "hanging",
        "nobody",
        "wait",
        () -> {
          try {
            new CountDownLatch(1).await();
            return Answer.yes("never");
          } finally {
            interrupted.countDown();
          }
        });
  }

  @Test
  void findingsAreHeardAsTheyComeAndReturnedInOrder() throws Exception {
    List<Finding> heard = new ArrayList<>();
    DoctorReport report =
        new Doctor(
                List.of(
                    Probe.of("first", "nobody", "-", () -> Answer.yes("fine")),
                    Probe.of("second", Finding.COURSE, "-", () -> Answer.no("bad", "mend"))),
                LONG)
            .examine(heard::add);
    assertThat(report.findings()).isEqualTo(heard).hasSize(2);
    assertThat(report.verdict())
        .isEqualTo("The course can't be taken on this machine yet; missing: second.");
  }

  @Test
  void everyFindingOfThisMachineHasANameAVerdictAndForANoARemedy() throws Exception {
    DoctorReport report = Doctor.ofCourse().examine();
    assertThat(report.findings()).extracting(Finding::name).doesNotHaveDuplicates();
    assertThat(report.findings())
        .allSatisfy(
            finding ->
                assertThat(finding.remedy().isEmpty())
                    .as(finding.toString())
                    .isEqualTo(finding.verdict() == YesNo.YES));
    assertThat(report.findings()).noneMatch(finding -> finding.seen().startsWith("no answer"));
    assertThat(Cells.all()).noneMatch(cell -> cell.name().startsWith("cellblock-"));
  }

  @Test
  void aNotebookIsNotShownWhatTheProbesProgramsWrite() throws Exception {
    List<String> shown = Collections.synchronizedList(new ArrayList<>());
    ProgramListener.set((program, stream, text) -> shown.add(program.command() + ": " + text));
    try {
      Doctor.ofCourse().examine();
    } finally {
      ProgramListener.set((program, stream, text) -> {});
    }
    assertThat(shown).isEmpty();
  }
}
