package org.cellblock.jupyter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cellblock.containers.Cells;
import org.cellblock.jupyter.engine.Session;
import org.cellblock.labs.Lab;
import org.cellblock.labs.Report;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class NotebookLabTests {

  private static Session session;

  private final NotebookLab notebook = new NotebookLab();

  @BeforeAll
  static void open() {
    session = new Session();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @AfterEach
  void leave() {
    notebook.leave();
    assertThat(Cells.all()).isEmpty();
  }

  @Test
  void withoutALabEveryMagicNamesTheLabs() {
    String message = "no lab is chosen: %lab NN, with one of: 03 Namespaces";
    assertThatThrownBy(() -> notebook.check(java -> null)).hasMessage(message);
    assertThatThrownBy(notebook::hint).hasMessage(message);
    assertThatThrownBy(notebook::solution).hasMessage(message);
    assertThatThrownBy(notebook::reset).hasMessage(message);
  }

  @Test
  void theChosenLabsProcessesCanBeLookedAt() {
    notebook.choose("03");
    assertThat(Cells.all()).hasSize(3);
  }

  @Test
  void hintsComeOneByOneAndTheLastStays() {
    notebook.choose("03");
    assertThat(notebook.hint()).startsWith("1. A name of one's own, hint 1 of 3: ");
    assertThat(notebook.hint()).contains("hint 2 of 3");
    assertThat(notebook.hint()).contains("hint 3 of 3");
    assertThat(notebook.hint()).contains("hint 3 of 3");
  }

  @Test
  void theSolutionIsKeptUntilAllIsSolved() {
    Lab lab = notebook.choose("03");
    assertThatThrownBy(notebook::solution)
        .hasMessage(
            "%solution: shown when all tasks are solved; %check says which are, %hint helps");
    assertThat(check(lab.solution()).passed()).isTrue();
    assertThat(notebook.solution()).isEqualTo(lab.solution());
    assertThat(Cells.all()).isEmpty();
  }

  @Test
  void anUnsolvedLabGoesOnAndItsHintIsForTheFirstTaskThatIsLeft() {
    Lab lab = notebook.choose("03");
    String half =
        lab.starter()
            .replaceFirst(
                "  // TODO 1.*", "  cell.unshare(UTS);\n" + "  cell.sethostname(\"inside\");");
    assertThat(check(half).results().get(0).passed()).isTrue();
    assertThat(notebook.hint()).startsWith("2. Find the impostor, hint 1 of 3: ");
    assertThat(Cells.all()).hasSize(3);
  }

  @Test
  void progressTellsWhatTheLastCheckFound() {
    assertThat(notebook.progress().stringColumn("state").asList()).containsOnly("not checked");
    Lab lab = notebook.choose("03");
    check(lab.solution());
    assertThat(notebook.progress().stringColumn("state").asList()).containsOnly("ok");
    notebook.reset();
    assertThat(notebook.progress().stringColumn("state").asList()).containsOnly("not checked");
  }

  private Report check(String declarations) {
    session.eval(declarations);
    return notebook.check(session::eval);
  }
}
