package org.cellblock.jupyter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.jupyter.engine.Session;
import org.cellblock.labs.Grader;
import org.cellblock.labs.Lab;
import org.cellblock.labs.Labs;
import org.cellblock.labs.NotYet;
import org.cellblock.labs.Report;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong answers to lab 03, each a mistake that is easily made, and what the learner is told. */
@Tag("kernel")
class NamespacesAnswersTests {

  private static final Lab LAB = Labs.named("03");

  private static Session session;

  @BeforeAll
  static void open() {
    session = new Session();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void aCellThatHasLeftButNotNamedIsToldItsName() {
    NotYet finding = finding(1, "Cell ownName() { return Cell.open(\"own-name\").unshare(UTS); }");
    assertThat(finding.expected()).startsWith("the name inside in the cell, and ");
  }

  @Test
  void aClosedCellIsNoAnswer() {
    NotYet finding =
        finding(1, "Cell ownName() { Cell c = Cell.open(\"x\"); c.close(); return c; }");
    assertThat(finding.shown()).isEqualTo("cell x (closed) has no thread any more");
  }

  @Test
  void aSleeperThatIsNotPidOneInsideIsShownWithItsNspid() {
    NotYet finding =
        finding(
            2,
            """
            long impostor() {
              return ProcessInfo.readAll().stream()
                  .filter(p -> p.command().equals("sleep 3003"))
                  .mapToLong(ProcessInfo::pid)
                  .filter(p -> inside(p) > 1 && inside(p) != p)
                  .findFirst()
                  .orElseThrow();
            }
            long inside(long pid) {
              try {
                String line = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(each -> each.startsWith("NSpid:")).findFirst().orElseThrow();
                return Long.parseLong(line.substring(line.lastIndexOf('\\t') + 1));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            """);
    assertThat(finding.shown())
        .matches("you returned (\\d+); its NSpid is \"\\1 (\\d+)\", so inside it is \\2, not 1");
  }

  @Test
  void theHostsOwnPidOneIsNoSleeper() {
    NotYet finding = finding(2, "long impostor() { return 1; }");
    assertThat(finding.shown()).startsWith("you returned 1; its command is [");
  }

  @Test
  void twoCellsThatStayOnTheHostsNetworkAreNoNeighbours() {
    NotYet finding =
        finding(
            3, "List<Cell> neighbours() { return List.of(Cell.open(\"a\"), Cell.open(\"b\")); }");
    assertThat(finding.shown()).matches("(net:\\[\\d+\\]) and \\1 for the cells, \\1 for the host");
  }

  @Test
  void oneCellTwiceIsNotTwo() {
    NotYet finding =
        finding(
            3,
            "List<Cell> neighbours() {"
                + " Cell c = Cell.open(\"a\").unshare(NETWORK); return List.of(c, c); }");
    assertThat(finding.expected()).isEqualTo("two cells");
  }

  @Test
  void allKindsIsNoAnswerForTwoProcessesThatDiffer() {
    NotYet finding =
        finding(
            4,
            "Set<Namespace> shared(long pid, long other) {"
                + " return EnumSet.allOf(Namespace.class); }");
    assertThat(finding.shown()).contains("; you returned [MOUNT, UTS, ");
  }

  @Test
  void codeThatThrowsIsToldWhatAndWhere() {
    NotYet finding =
        finding(1, "Cell ownName() { throw new IllegalStateException(\"on purpose\"); }");
    assertThat(finding.shown())
        .startsWith("ownName() ended with\nIllegalStateException: on purpose\n");
  }

  @Test
  void aMissingDeclarationIsToldApart(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("answer.jsh"), "int unrelated = 1;");
    assertThat(finding(1, FileLab.check(LAB, file)).shown())
        .contains("ownName()", "declared in ", "answer.jsh?");
  }

  private static NotYet finding(int task, String java) {
    session.eval(java);
    return finding(task, Grader.grade(LAB, new JavaAnswers(session::eval, "")));
  }

  private static NotYet finding(int task, Report report) {
    return report.results().get(task - 1).finding().orElseThrow();
  }
}
