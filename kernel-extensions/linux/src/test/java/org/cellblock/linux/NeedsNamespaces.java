package org.cellblock.linux;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Marks tests that ask the real kernel for namespaces; skipped, aloud, where it says no. */
@Tag("kernel")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNamespaces.Condition.class)
public @interface NeedsNamespaces {

  /** Tries it on a thread that is thrown away. */
  final class Condition implements ExecutionCondition {

    private static ConditionEvaluationResult result;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return result();
    }

    private static synchronized ConditionEvaluationResult result() {
      if (result == null) {
        result = probe();
      }
      return result;
    }

    private static ConditionEvaluationResult probe() {
      CellThread thread = CellThread.start("probe");
      try {
        thread.call(
            () -> {
              Linux.unshare(Namespace.UTS);
              return null;
            });
        return ConditionEvaluationResult.enabled("namespaces can be made");
      } catch (SyscallException refused) {
        return ConditionEvaluationResult.disabled(
            "needs namespaces: root, or unshare --user --map-root-user (" + refused + ")");
      } finally {
        thread.end();
      }
    }
  }
}
