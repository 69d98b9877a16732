package org.cellblock.containers.lxc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.place.InstalledProgram;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Marks tests that run LXC's programs; skipped, aloud, where they aren't or may make no cgroup. */
@Tag("kernel")
@NeedsNamespaces
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsLxc.Condition.class)
@interface NeedsLxc {

  /** Looks for the program, and makes a cgroup. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      try {
        InstalledProgram.find("lxc-start");
        LxcUsers.check("probe");
        RuntimeCgroup.make("lxc-0", true).close();
        return ConditionEvaluationResult.enabled("lxc-start, and a cgroup to make others in");
      } catch (SyscallException | IllegalStateException absent) {
        return ConditionEvaluationResult.disabled("needs lxc and root: " + absent.getMessage());
      }
    }
  }
}
