package org.cellblock.containers.pod;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Pause;

/**
 * Starts the containers of a pod again that have ended, where its policy says so: at once the first
 * time, later after a pause that doubles, as the kubelet does.
 */
final class Restarts {

  private static final long LOOK_MILLIS = 20;

  private static final long FIRST_MILLIS = Duration.ofSeconds(1).toMillis();
  private static final long LONGEST_MILLIS = Duration.ofSeconds(60).toMillis();

  private final Pod pod;
  private final Map<PodContainer, Long> due = new HashMap<>();
  private final Map<PodContainer, Long> pauses = new HashMap<>();

  private Restarts(Pod pod) {
    this.pod = pod;
  }

  static void watch(Pod pod) {
    if (pod.spec().restartPolicy != RestartPolicy.NEVER) {
      HostThread.start("restarts of pod " + pod.name(), new Restarts(pod)::lookUntilClosed);
    }
  }

  private void lookUntilClosed() {
    while (pod.isOpen()) {
      for (PodContainer each : pod.containers()) {
        look(each);
      }
      Pause.uninterrupted(LOOK_MILLIS);
    }
  }

  private void look(PodContainer container) {
    long now = System.currentTimeMillis();
    if (container.isRunning() || now < due.getOrDefault(container, 0L)) {
      return;
    }
    long pause = pauses.merge(container, FIRST_MILLIS, (last, first) -> 2 * last);
    due.put(container, now + Math.min(pause, LONGEST_MILLIS));
    try {
      container.restartIfEnded(pod.spec().restartPolicy);
    } catch (RuntimeException refused) {
      if (pod.isOpen()) {
        pod.note("restart of %s: %s".formatted(container.spec().name(), refused.getMessage()));
      }
    }
  }
}
