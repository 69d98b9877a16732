package org.cellblock.labs;

import java.util.List;
import java.util.Optional;

/**
 * How a lab stands.
 *
 * @param lab the lab
 * @param results one for each of its tasks, in order
 */
public record Report(Lab lab, List<Result> results) {

  /** Copies what was given. */
  public Report {
    results = List.copyOf(results);
  }

  /** Says whether every task is solved. */
  public boolean passed() {
    return results.stream().allMatch(Result::passed);
  }

  /** Returns the first task that is not solved, if there is one. */
  public Optional<Task> next() {
    return results.stream().filter(each -> !each.passed()).map(Result::task).findFirst();
  }

  /** Returns for example {@code lab 03 Namespaces: 2 of 4 tasks done}. */
  public String headline() {
    long done = results.stream().filter(Result::passed).count();
    return "%s: %d of %d tasks done".formatted(lab, done, results.size());
  }

  /** Returns the headline and each task's result as lines for a terminal. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(headline()).append("\n\n");
    results.forEach(text::append);
    return text.toString();
  }
}
