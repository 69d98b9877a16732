package org.cellblock.labs;

import java.util.ArrayList;
import java.util.List;

/**
 * An exercise: its texts, its tasks and the code that grades them.
 *
 * @param exercise the lab's code
 * @param title as the README's first line has it
 * @param readme goal, out of scope, prerequisites; Markdown
 * @param tasks its tasks, in order
 * @param starter Java that compiles, with one TODO for each task
 * @param solution the same with the TODOs done, annotated
 */
public record Lab(
    Exercise exercise,
    String title,
    String readme,
    List<Task> tasks,
    String starter,
    String solution) {

  /** Copies what was given. */
  public Lab {
    tasks = List.copyOf(tasks);
  }

  /** Returns the two digits that name the lab and its notebook, for example {@code 03}. */
  public String number() {
    return exercise.folder().substring(0, 2);
  }

  /** Returns the name of its folder, for example {@code 03_namespaces}. */
  public String folder() {
    return exercise.folder();
  }

  /** Returns for example {@code lab 03 Namespaces}. */
  @Override
  public String toString() {
    return "lab " + number() + " " + title;
  }

  static Lab of(Exercise exercise) {
    String folder = exercise.folder();
    String readme = Texts.read(folder, "README.md");
    String heading = readme.lines().findFirst().orElse("");
    return new Lab(
        exercise,
        heading.substring(heading.indexOf(": ") + 2),
        readme,
        tasks(exercise),
        Texts.read(folder, "starter.jsh"),
        Texts.read(folder, "solution.jsh"));
  }

  private static List<Task> tasks(Exercise exercise) {
    List<Section> texts = Section.parse(Texts.read(exercise.folder(), "tasks.md"));
    List<Section> hints = Section.parse(Texts.read(exercise.folder(), "hints.md"));
    List<Integer> tests = exercise.testsPerTask();
    if (texts.size() != tests.size() || hints.size() != tests.size()) {
      throw new IllegalStateException(
          "lab [%s] has tests for %d tasks, texts for %d and hints for %d"
              .formatted(exercise.folder(), tests.size(), texts.size(), hints.size()));
    }
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Section text = texts.get(i);
      tasks.add(new Task(i + 1, text.title(), text.body(), hints.get(i).items(), tests.get(i)));
    }
    return tasks;
  }
}
