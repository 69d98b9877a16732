package org.cellblock.jupyter.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.jupyter.lab.AnswerFile;
import org.cellblock.jupyter.lab.FileLab;
import org.cellblock.labs.Lab;
import org.cellblock.labs.Labs;
import org.cellblock.labs.Report;
import org.cellblock.labs.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellblock lab}: exercises in a terminal. */
@Command(
    name = "lab",
    description = "Work on an exercise, graded against what the kernel shows.",
    mixinStandardHelpOptions = true)
final class LabCommand implements Runnable {
  private static final String NUMBER = "the lab's number, for example 03";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? see cellblock lab -h");
  }

  @Command(
      name = "list",
      description = "List the labs and their tasks.",
      mixinStandardHelpOptions = true)
  int list() {
    for (Lab lab : Labs.all()) {
      out().printf("%s %s%n", lab.number(), lab.title());
      lab.tasks().forEach(task -> out().printf("   %d. %s%n", task.number(), task.title()));
    }
    return 0;
  }

  @Command(
      name = "start",
      description = "Write the starter to a file that doesn't exist yet, and show the tasks.",
      mixinStandardHelpOptions = true)
  int start(
      @Parameters(paramLabel = "NN", description = NUMBER) String number,
      @Parameters(
              paramLabel = "FILE",
              arity = "0..1",
              description = "default: labs/NN_topic/answer.jsh")
          Path file) {
    Lab lab = lab(number);
    Path answer = file == null ? answerOf(lab) : file;
    try {
      AnswerFile.start(lab, answer);
    } catch (IllegalArgumentException exists) {
      throw wrong(exists);
    }
    lab.tasks().forEach(task -> print(task));
    out().printf("edit %s%nthen ./cellblock lab check %s%n", shown(answer), lab.number());
    return 0;
  }

  @Command(
      name = "check",
      description = "Grade a file. Exit status 0 only when every task is solved.",
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(paramLabel = "NN", description = NUMBER) String number,
      @Parameters(
              paramLabel = "FILE",
              arity = "0..1",
              description = "default: labs/NN_topic/answer.jsh")
          Path file) {
    Lab lab = lab(number);
    Report report = grade(lab, file);
    out().print(report);
    if (!report.passed()) {
      out().printf("%nhelp: ./cellblock lab hint %s%n", lab.number());
    }
    return report.passed() ? 0 : 1;
  }

  @Command(
      name = "hint",
      description = "Show a hint for the first task that is not solved.",
      mixinStandardHelpOptions = true)
  int hint(
      @Parameters(paramLabel = "NN", description = NUMBER) String number,
      @Parameters(
              paramLabel = "WHICH",
              arity = "0..1",
              defaultValue = "1",
              description = "1, 2 or 3 (default: 1)")
          int which) {
    Lab lab = lab(number);
    Report report = grade(lab, null);
    if (report.passed()) {
      out().println("All tasks are solved: labs/" + lab.folder() + "/solution.jsh shows another way.");
      return 0;
    }
    Task task = report.next().orElseThrow();
    int count = task.hints().size();
    if (which < 1 || which > count) {
      throw new ParameterException(
          spec.commandLine(), "hint [%d]: expected 1 to %d".formatted(which, count));
    }
    out()
        .printf(
            "%d. %s, hint %d of %d: %s%n",
            task.number(), task.title(), which, count, task.hints().get(which - 1));
    return 0;
  }

  private Report grade(Lab lab, Path file) {
    Path answer = file == null ? answerOf(lab) : file;
    if (!Files.isReadable(answer)) {
      String start = "./cellblock lab start " + lab.number();
      throw new ParameterException(
          spec.commandLine(), "%s: no such file; %s writes it".formatted(shown(answer), start));
    }
    try {
      return FileLab.check(lab, answer);
    } catch (IllegalArgumentException broken) {
      throw wrong(broken);
    }
  }

  private Lab lab(String number) {
    try {
      return Labs.named(number);
    } catch (IllegalArgumentException unknown) {
      throw wrong(unknown);
    }
  }

  private Path answerOf(Lab lab) {
    try {
      return AnswerFile.of(lab);
    } catch (IllegalArgumentException nowhere) {
      throw wrong(nowhere);
    }
  }

  private static Path shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.isAbsolute() && file.startsWith(here) ? here.relativize(file) : file;
  }

  private void print(Task task) {
    out().printf("%d. %s%n%n%s%n%n", task.number(), task.title(), task.text());
  }

  private ParameterException wrong(RuntimeException reason) {
    return new ParameterException(spec.commandLine(), reason.getMessage(), reason);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
