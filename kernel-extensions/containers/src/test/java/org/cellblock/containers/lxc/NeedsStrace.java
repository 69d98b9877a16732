package org.cellblock.containers.lxc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.place.InstalledProgram;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Marks tests that trace; skipped, aloud, where strace isn't installed or may not trace. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsStrace.Condition.class)
@interface NeedsStrace {

  /** Looks for the program, and traces one. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      try {
        InstalledProgram.find("strace");
        Output traced = Host.start("strace", "-o", "/dev/null", "true").waitFor();
        return traced.succeeded()
            ? ConditionEvaluationResult.enabled("strace")
            : ConditionEvaluationResult.disabled("needs ptrace(2): " + traced.stderr().strip());
      } catch (IllegalStateException absent) {
        return ConditionEvaluationResult.disabled("needs strace: " + absent.getMessage());
      }
    }
  }
}
