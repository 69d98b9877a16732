package org.cellblock.labs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.cellblock.labs.Exercise.Scene;
import org.cellblock.linux.CellThread;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a lab's JUnit tests in this process, on the calling thread. */
public final class Grader {

  private static final LauncherConfig CONFIG =
      LauncherConfig.builder()
          .enableLauncherSessionListenerAutoRegistration(false)
          .enableLauncherDiscoveryListenerAutoRegistration(false)
          .enablePostDiscoveryFilterAutoRegistration(false)
          .enableTestExecutionListenerAutoRegistration(false)
          .build();

  private Grader() {}

  /**
   * Sets the scene anew, runs the tests and takes away what they and the learner's code have left:
   * cells and programs that were not there before.
   *
   * @param lab what to grade
   * @param answers the learner's declarations
   * @return how each task stands
   * @throws IllegalStateException on a cell's thread, which doesn't see the host's /proc
   * @throws org.cellblock.linux.SyscallException when this machine doesn't allow the scene
   */
  public static Report grade(Lab lab, Answers answers) {
    if (CellThread.isCurrent()) {
      throw new IllegalStateException("a lab is graded on the host, not on a cell's thread");
    }
    Leftovers leftovers = Leftovers.since();
    try {
      return gradeInScene(lab, answers);
    } finally {
      leftovers.remove();
    }
  }

  private static Report gradeInScene(Lab lab, Answers answers) {
    Scene scene = lab.exercise().open();
    try {
      return new Report(lab, run(lab, answers));
    } finally {
      scene.close();
    }
  }

  private static List<Result> run(Lab lab, Answers answers) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(lab.exercise().tests()))
            .filters(EngineFilter.includeEngines("junit-jupiter"))
            .build();
    Tally tally = new Tally();
    try (LauncherSession session = LauncherFactory.openSession(CONFIG)) {
      AnswersParameter.put(session, answers);
      session.getLauncher().execute(request, tally);
    }
    return lab.tasks().stream().map(tally::resultOf).toList();
  }
}
