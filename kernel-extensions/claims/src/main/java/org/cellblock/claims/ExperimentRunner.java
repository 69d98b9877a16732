package org.cellblock.claims;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.SyscallException;

/** Runs experiments, each on a host thread of its own; an interrupt or the time ends it. */
final class ExperimentRunner {

  private static final int LIMIT_SECONDS = 20;

  private ExperimentRunner() {}

  static CheckedClaim run(Claim claim) {
    Expected expected = Expected.parse(claim.expected());
    Experiment experiment =
        Experiments.ofCourse()
            .of(claim.id())
            .orElse(() -> new Evidence(Verdict.NOT_TESTABLE, claim.reason()));
    return run(claim, expected.here(), experiment);
  }

  static CheckedClaim run(Claim claim, Verdict expected, Experiment experiment) {
    FutureTask<Evidence> task = new FutureTask<>(() -> observe(experiment));
    long start = System.nanoTime();
    HostThread.start("claim " + claim.id(), task);
    Evidence evidence = await(claim, task);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return new CheckedClaim(claim, expected, evidence.verdict(), evidence.seen(), millis);
  }

  /** What the user's rights forbid is a need; all else that is thrown is a fault. */
  private static Evidence observe(Experiment experiment) throws Exception {
    try {
      return experiment.run();
    } catch (NotTestableHere need) {
      return new Evidence(Verdict.NOT_TESTABLE, need.getMessage());
    } catch (SyscallException refused) {
      if (refused.call().equals("unshare") && refused.errnoName().equals("EPERM")) {
        return new Evidence(
            Verdict.NOT_TESTABLE, "needs root, or unshare --user --map-root-user around it");
      }
      throw refused;
    }
  }

  private static Evidence await(Claim claim, FutureTask<Evidence> task) {
    try {
      return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException thrown) {
      throw broke(claim, thrown.getCause().toString(), thrown.getCause());
    } catch (TimeoutException late) {
      throw broke(claim, "no answer within %d s".formatted(LIMIT_SECONDS), late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted: claim " + claim.id());
    } finally {
      task.cancel(true);
    }
  }

  private static IllegalStateException broke(Claim claim, String how, Throwable cause) {
    return new IllegalStateException(
        "claim %s: the experiment broke, which is no verdict: %s".formatted(claim.id(), how),
        cause);
  }
}
