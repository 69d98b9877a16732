package org.cellblock.jupyter.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.jupyter.engine.Failures;
import org.cellblock.jupyter.engine.Session;
import org.cellblock.labs.Answers;
import org.cellblock.labs.Grader;
import org.cellblock.labs.Lab;
import org.cellblock.labs.Report;

/** A lab whose answers are in a file of Java snippets. */
public final class FileLab {
  private FileLab() {}

  /**
   * Evaluates a file and grades what it declares.
   *
   * @param lab the lab
   * @param file Java as a notebook takes it
   * @return how each task stands
   * @throws IllegalArgumentException when the file can't be read, doesn't compile or its code
   *     throws
   */
  public static Report check(Lab lab, Path file) {
    String java = read(file);
    try (Session session = new Session()) {
      try {
        session.eval(java);
      } catch (RuntimeException failed) {
        throw new IllegalArgumentException(file + "\n" + Failures.text(failed), failed);
      }
      Answers answers = new JavaAnswers(session::eval, "declared in " + file + "?");
      return Grader.grade(lab, answers);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "%s can't be read (%s): expected a file with the answer's Java"
              .formatted(file, unreadable.getMessage()),
          unreadable);
    }
  }
}
