package org.cellblock.labs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Counts by task which tests passed, and keeps what the others found. */
final class Tally implements TestExecutionListener {

  private static final String TAG = "task:";

  private final Map<Integer, Integer> passed = new HashMap<>();
  private final Map<Integer, List<Throwable>> failures = new HashMap<>();
  private Throwable beforeAnyTest;

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean isPassed = result.getStatus() == Status.SUCCESSFUL;
    Throwable thrown =
        result.getThrowable().orElseGet(() -> new IllegalStateException("no reason given"));
    if (test.isTest()) {
      int task = taskOf(test);
      passed.merge(task, isPassed ? 1 : 0, Integer::sum);
      if (!isPassed) {
        failures.computeIfAbsent(task, none -> new ArrayList<>()).add(thrown);
      }
    } else if (!isPassed) {
      beforeAnyTest = thrown;
    }
  }

  /** Returns how a task stands: solved when as many tests passed as it has. */
  Result resultOf(Task task) {
    List<Throwable> found = failures.getOrDefault(task.number(), List.of());
    int count = passed.getOrDefault(task.number(), 0);
    if (!found.isEmpty()) {
      return new Result(task, Optional.of(finding(found.get(0))));
    }
    return count == task.tests()
        ? new Result(task, Optional.empty())
        : new Result(task, Optional.of(missing(task, count)));
  }

  private NotYet missing(Task task, int count) {
    String reason = beforeAnyTest == null ? "" : ": " + beforeAnyTest;
    return new NotYet(
        "%d checks to run and to pass".formatted(task.tests()),
        "%d did%s".formatted(count, reason),
        "a check that did not run proves nothing");
  }

  private static NotYet finding(Throwable thrown) {
    if (thrown instanceof NotYet known) {
      return known;
    }
    return new NotYet(
        "code that runs",
        thrown instanceof AnswerException ? thrown.getMessage() : thrown.toString(),
        "the kernel can be asked only about what your code has done");
  }

  private static int taskOf(TestIdentifier test) {
    return test.getTags().stream()
        .map(TestTag::getName)
        .filter(tag -> tag.startsWith(TAG))
        .map(tag -> Integer.parseInt(tag.substring(TAG.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(test + " has no tag task:N"));
  }
}
