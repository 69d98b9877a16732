package org.cellblock.jupyter.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cellblock.jupyter.lab.AnswerFile;
import org.cellblock.jupyter.lab.FileLab;
import org.cellblock.labs.Lab;
import org.cellblock.labs.Labs;
import org.cellblock.labs.Report;
import org.cellblock.labs.Task;
import org.cellblock.linux.SyscallException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellblock lab}: exercises in a terminal. */
@Command(name = "lab", mixinStandardHelpOptions = true)
final class LabCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? see cellblock lab -h");
  }

  @Command(name = "list", mixinStandardHelpOptions = true)
  int list() {
    for (Lab lab : Labs.all()) {
      out().println(lab.number() + " " + lab.title());
      lab.tasks().forEach(task -> out().println("   " + task.number() + ". " + task.title()));
    }
    return 0;
  }

  @Command(name = "start", mixinStandardHelpOptions = true)
  int start(
      @Parameters(paramLabel = "NN") String number,
      @Parameters(paramLabel = "FILE", arity = "0..1") Path file) {
    Lab lab = lab(number);
    Path answer = file == null ? answerOf(lab) : file;
    try {
      AnswerFile.start(lab, answer);
    } catch (IllegalArgumentException exists) {
      throw wrong(exists);
    }
    lab.tasks().forEach(this::print);
    out().println("edit " + shown(answer) + "\nthen ./cellblock lab check " + lab.number());
    return 0;
  }

  @Command(name = "check", mixinStandardHelpOptions = true)
  int check(
      @Parameters(paramLabel = "NN") String number,
      @Parameters(paramLabel = "FILE", arity = "0..1") Path file) {
    Lab lab = lab(number);
    Optional<Report> graded = grade(lab, file);
    if (graded.isEmpty()) {
      return 1;
    }
    Report report = graded.get();
    String help = "help: ./cellblock lab hint " + lab.number();
    out().println(report + (report.passed() ? "" : "\n" + help));
    return report.passed() ? 0 : 1;
  }

  @Command(name = "hint", mixinStandardHelpOptions = true)
  int hint(
      @Parameters(paramLabel = "NN") String number,
      @Parameters(paramLabel = "1|2|3", arity = "0..1", defaultValue = "1") int which) {
    Lab lab = lab(number);
    Optional<Report> graded = grade(lab, null);
    if (graded.isEmpty()) {
      return 1;
    }
    try {
      Optional<Task> next = graded.get().next();
      out().println(next.map(task -> task.hint(which)).orElse("all tasks are solved"));
      return 0;
    } catch (IllegalArgumentException noSuchHint) {
      throw wrong(noSuchHint);
    }
  }

  /** Grades a file; nothing when it can't be evaluated, which has been said then. */
  private Optional<Report> grade(Lab lab, Path file) {
    Path answer = file == null ? answerOf(lab) : file;
    if (!Files.isReadable(answer)) {
      String start = "./cellblock lab start " + lab.number();
      throw new ParameterException(
          spec.commandLine(), "%s: no such file; %s writes it".formatted(shown(answer), start));
    }
    try {
      return Optional.of(FileLab.check(lab, answer));
    } catch (IllegalArgumentException | SyscallException broken) {
      spec.commandLine().getErr().println(broken.getMessage());
      return Optional.empty();
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
    out().println(task.number() + ". " + task.title() + "\n\n" + task.text() + "\n");
  }

  private ParameterException wrong(RuntimeException reason) {
    return new ParameterException(spec.commandLine(), reason.getMessage(), reason);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
