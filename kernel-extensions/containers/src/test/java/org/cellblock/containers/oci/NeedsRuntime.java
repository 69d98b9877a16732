package org.cellblock.containers.oci;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Marks tests that run a runtime on the real kernel; skipped, aloud, where it isn't installed. */
@Tag("kernel")
@NeedsNamespaces
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsRuntime.Condition.class)
public @interface NeedsRuntime {

  /** Returns the runtime's name. */
  String value();

  /** Looks for the program. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String name =
          AnnotationSupport.findAnnotation(context.getRequiredTestClass(), NeedsRuntime.class)
              .orElseThrow()
              .value();
      try {
        return ConditionEvaluationResult.enabled(Runc.with(name).program().toString());
      } catch (IllegalStateException absent) {
        return ConditionEvaluationResult.disabled(
            "needs %s: %s".formatted(name, absent.getMessage()));
      }
    }
  }
}
