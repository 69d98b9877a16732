package org.cellblock.containers.docker;

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

/** Marks tests that run an engine of their own; skipped, aloud, where none can run. */
@Tag("kernel")
@NeedsNamespaces
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Condition.class)
@interface NeedsDocker {

  /** Looks for the programs, the client among them, and makes a cgroup. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      try {
        PrivateEngine.checkRoot();
        EnginePrograms.find();
        InstalledProgram.find("docker");
        RuntimeCgroup.make("docker-0", true).close();
        return ConditionEvaluationResult.enabled("dockerd, and a cgroup to make others in");
      } catch (SyscallException | IllegalStateException absent) {
        return ConditionEvaluationResult.disabled("needs docker and root: " + absent.getMessage());
      }
    }
  }
}
