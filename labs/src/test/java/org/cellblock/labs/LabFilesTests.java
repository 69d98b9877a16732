package org.cellblock.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LabFilesTests {

  private static final Path LABS = Path.of("").toAbsolutePath();
  private static final Pattern TODO = Pattern.compile("TODO (\\d+)");

  static List<Lab> labs() {
    return Labs.all();
  }

  @Test
  void everyFolderIsALabThatIsListed() throws IOException {
    try (Stream<Path> folders = Files.list(LABS)) {
      List<String> numbered =
          folders
              .map(folder -> folder.getFileName().toString())
              .filter(name -> name.matches("\\d\\d_.*"))
              .sorted()
              .toList();
      assertThat(Labs.all()).extracting(Lab::folder).isEqualTo(numbered);
    }
  }

  @ParameterizedTest
  @MethodSource("labs")
  void theFolderHoldsWhatALabHasAndNoStrayFile(Lab lab) throws IOException {
    try (Stream<Path> files = Files.list(LABS.resolve(lab.folder()))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("answer.jsh")) // a learner's own
          .containsExactlyInAnyOrder(
              "README.md", "tasks.md", "hints.md", "starter.jsh", "solution.jsh", "tests");
    }
  }

  @ParameterizedTest
  @MethodSource("labs")
  void theReadmeSaysGoalScopeAndPrerequisitesInAboutTwoHundredWords(Lab lab) {
    assertThat(lab.readme())
        .contains("**Goal.**", "**Out of scope.**", "**Prerequisites.**")
        .matches(text -> Math.abs(text.split("\\s+").length - 200) <= 50, "150 to 250 words");
  }

  @ParameterizedTest
  @MethodSource("labs")
  void everyTaskHasOneTodoInTheStarterAndNoneInTheSolution(Lab lab) {
    assertThat(todos(lab.starter()))
        .isEqualTo(IntStream.rangeClosed(1, lab.tasks().size()).boxed().toList());
    assertThat(lab.solution()).doesNotContain("TODO");
  }

  @ParameterizedTest
  @MethodSource("labs")
  void everyTaskHasThreeShortHintsOfWhichTheLastNamesAManualPage(Lab lab) {
    for (Task task : lab.tasks()) {
      assertThat(task.hints())
          .hasSize(3)
          .allMatch(hint -> hint.split("\\s+").length <= 40, "at most 40 words");
      assertThat(task.hints().get(2)).containsPattern("[a-z_]+\\([1-8]\\)\\.");
    }
  }

  @ParameterizedTest
  @MethodSource("labs")
  void tasksAndHintsHaveTheSameTitles(Lab lab) {
    List<Section> hints = Section.parse(Texts.read(lab.folder(), "hints.md"));
    assertThat(hints)
        .extracting(Section::title)
        .isEqualTo(lab.tasks().stream().map(Task::title).toList());
  }

  private static List<Integer> todos(String java) {
    Matcher todo = TODO.matcher(java);
    return todo.results().map(found -> Integer.valueOf(found.group(1))).toList();
  }
}
