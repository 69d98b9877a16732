package org.cellblock.containers.lxc;

import java.time.Duration;
import java.util.List;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.place.InstalledProgram;
import org.cellblock.linux.Pause;

/** Starts a container under strace and reads what that writes. */
final class LxcTrace {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_MILLIS = 20;
  private static final String FILE = LxcPlace.PATH + "/trace";

  private LxcTrace() {}

  static List<LxcCall> of(Lxc container) {
    InstalledProgram.find("strace");
    try (LxcPlace place = LxcPlace.open(container.id(), container.name(), container.root())) {
      place.configure(container.config());
      return Strace.read(trace(place, container.name()), container.causes());
    }
  }

  private static String trace(LxcPlace place, String name) {
    Program strace =
        place.spawn(
            "strace",
            "-f",
            "-y",
            "-s",
            "64",
            "-o",
            FILE,
            "-e",
            "trace=" + Strace.CALLS,
            "lxc-start",
            "-P",
            LxcPlace.PATH,
            "-n",
            name,
            "-F");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (strace.isRunning() && System.nanoTime() < end) {
      if (Strace.isComplete(place.read(FILE))) {
        return place.read(FILE);
      }
      Pause.millis(PAUSE_MILLIS, "trace of a start");
    }
    String written = place.read(FILE);
    if (Strace.isComplete(written)) {
      return written;
    }
    throw new IllegalStateException(
        "strace lxc-start %s: %s".formatted(name, LxcLog.errors(strace.kill().stderr())));
  }
}
