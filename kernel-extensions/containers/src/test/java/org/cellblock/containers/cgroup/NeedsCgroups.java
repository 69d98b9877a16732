package org.cellblock.containers.cgroup;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Marks tests that make cgroups on the real kernel; skipped, aloud, where it says no. */
@Tag("kernel")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCgroups.Condition.class)
public @interface NeedsCgroups {

  /** Which version must control memory, or either. */
  enum Version {
    ANY,
    V1,
    V2
  }

  /** Returns the version that is needed. */
  Version value() default Version.ANY;

  /** Makes one and looks. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Version needed =
          context
              .getElement()
              .map(element -> element.getAnnotation(NeedsCgroups.class))
              .map(NeedsCgroups::value)
              .orElse(Version.ANY);
      try (Cgroup probe = Cgroup.create("probe")) {
        Version found = Version.valueOf(probe.fileRows().get(0).version().toUpperCase());
        return needed == Version.ANY || needed == found
            ? ConditionEvaluationResult.enabled("cgroups " + found)
            : ConditionEvaluationResult.disabled("needs cgroup " + needed + ", here is " + found);
      } catch (SyscallException refused) {
        return ConditionEvaluationResult.disabled(
            "needs a cgroup to make others in: root, or one that is delegated (" + refused + ")");
      }
    }
  }
}
