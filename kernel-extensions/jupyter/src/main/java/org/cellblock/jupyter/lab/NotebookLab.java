package org.cellblock.jupyter.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cellblock.labs.Answers;
import org.cellblock.labs.Exercise.Scene;
import org.cellblock.labs.Grader;
import org.cellblock.labs.Lab;
import org.cellblock.labs.Labs;
import org.cellblock.labs.Report;
import org.cellblock.labs.Task;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/** The lab that a notebook is at, from {@code %lab NN} until all its tasks are solved. */
public final class NotebookLab {
  private final Map<String, Report> reports = new HashMap<>();
  private final Map<Task, Integer> hintsShown = new HashMap<>();
  private Lab lab;
  private Scene scene;

  /** Makes the state of a notebook that is at no lab. */
  public NotebookLab() {}

  /**
   * Chooses a lab and sets its scene, so that its processes can be looked at.
   *
   * @param number as {@link Labs#named} takes it
   * @return the lab
   * @throws IllegalArgumentException for an unknown lab; the former one goes on
   */
  public Lab choose(String number) {
    Lab next = Labs.named(number);
    leave();
    lab = next;
    scene = lab.exercise().open();
    return lab;
  }

  /**
   * Grades the chosen lab; its scene is set anew, and goes when all is solved.
   *
   * @param engine evaluates Java among the notebook's declarations, on the calling thread
   * @return how each task stands
   * @throws IllegalArgumentException when no lab is chosen
   */
  public Report check(Function<String, Object> engine) {
    Lab now = chosen();
    closeScene();
    Answers answers =
        new JavaAnswers(engine, "declared in this notebook? %reset brings the starter back");
    Report report = Grader.grade(now, answers);
    reports.put(now.number(), report);
    if (!report.passed()) {
      scene = now.exercise().open();
    }
    return report;
  }

  /**
   * Returns the next hint of the first task that was not solved when the lab was last checked.
   *
   * @return for example {@code 2. Find the impostor, hint 1 of 3: ...}
   * @throws IllegalArgumentException when no lab is chosen
   */
  public String hint() {
    Lab now = chosen();
    Report report = reports.get(now.number());
    Optional<Task> next = report == null ? now.tasks().stream().findFirst() : report.next();
    return next.map(this::nextHint).orElse("All tasks are solved: %solution shows another way.");
  }

  private String nextHint(Task task) {
    int last = task.hints().size();
    return task.hint(hintsShown.merge(task, 1, (shown, one) -> Math.min(shown + one, last)));
  }

  /**
   * Returns the annotated solution, to compare with.
   *
   * @return Java
   * @throws IllegalArgumentException when no lab is chosen, or its last check left a task unsolved
   */
  public String solution() {
    Lab now = chosen();
    Report report = reports.get(now.number());
    if (report == null || !report.passed()) {
      throw new IllegalArgumentException(
          "%solution: shown when all tasks are solved; %check says which are, %hint helps");
    }
    return now.solution();
  }

  /**
   * Forgets the hints and the results of the chosen lab and sets its scene anew.
   *
   * @return the lab
   * @throws IllegalArgumentException when no lab is chosen
   */
  public Lab reset() {
    Lab now = chosen();
    reports.remove(now.number());
    now.tasks().forEach(hintsShown::remove);
    return choose(now.number());
  }

  /**
   * Lists the tasks of all labs and how they stood when last checked in this notebook.
   *
   * @return columns lab, task, title, state (STRING), hints (INTEGER, how many were shown)
   */
  public Table progress() {
    List<Step> steps =
        Labs.all().stream()
            .flatMap(each -> each.tasks().stream().map(task -> step(each, task)))
            .toList();
    return Tables.of("progress", Step.class, steps);
  }

  /** Leaves the lab: its scene goes. */
  public void leave() {
    closeScene();
    lab = null;
  }

  private Step step(Lab of, Task task) {
    Report report = reports.get(of.number());
    String state = report == null ? "not checked" : report.results().get(task.number() - 1).word();
    int hints = hintsShown.getOrDefault(task, 0);
    return new Step(of.number(), String.valueOf(task.number()), task.title(), state, hints);
  }

  private Lab chosen() {
    if (lab == null) {
      throw new IllegalArgumentException("no lab is chosen: %lab NN, with one of: " + Labs.list());
    }
    return lab;
  }

  private void closeScene() {
    if (scene != null) {
      scene.close();
      scene = null;
    }
  }

  /**
   * One task on the way.
   *
   * @param lab the lab's number
   * @param task the task's number
   * @param title its title
   * @param state {@code ok}, {@code not yet} or {@code not checked}
   * @param hints how many of its hints were shown
   */
  public record Step(String lab, String task, String title, String state, int hints) {}
}
