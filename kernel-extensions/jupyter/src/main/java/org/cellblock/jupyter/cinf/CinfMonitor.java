package org.cellblock.jupyter.cinf;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.cellblock.jupyter.render.MonitoringView;
import org.cellblock.procfs.cinf.Cinf;
import org.cellblock.procfs.cinf.CinfSample;
import org.cellblock.procfs.cinf.MonitorListener;
import org.cellblock.procfs.cinf.Monitoring;

/** Draws what a monitor sees in a terminal, twice a second; into a pipe a line each second. */
final class CinfMonitor implements MonitorListener {

  private static final int SAMPLES_PER_DRAWING = 5;
  private static final int SAMPLES_PER_LINE = 10;
  private static final int CHART = 30;

  private final CinfScreen screen;
  private int samples;

  private CinfMonitor(CinfScreen screen) {
    this.screen = screen;
  }

  static void run(CinfScreen screen, Duration duration, long pid) {
    Cinf.monitor(duration, pid, new CinfMonitor(screen));
  }

  @Override
  public void sampled(Monitoring until) {
    boolean isRead = true;
    if (screen.isTerminal()) {
      isRead = samples % SAMPLES_PER_DRAWING != 0 || draw(until);
    } else if (samples % SAMPLES_PER_LINE == 0) {
      isRead = (samples > 0 || head(until)) && line(until);
    }
    samples++;
    if (!isRead) {
      Thread.currentThread().interrupt(); // which ends the monitor: nobody reads any more
    }
  }

  @Override
  public void ended(Monitoring all) {
    if (screen.isTerminal()) {
      draw(all);
    } else {
      screen.print(all.end());
    }
  }

  private boolean draw(Monitoring seen) {
    return screen.draw(MonitoringView.of(seen).text(CHART));
  }

  private boolean head(Monitoring seen) {
    return screen.print(
        "%s\nmemory from %s\ncpu from %s\npids from %s\n%8s %14s %6s %6s"
            .formatted(
                CinfText.head(seen.process().pid()),
                seen.memorySource(),
                seen.cpuSource(),
                seen.pidsSource(),
                "TIME",
                "MEMORY",
                "CPU",
                "PIDS"));
  }

  private boolean line(Monitoring seen) {
    List<CinfSample> all = seen.all();
    CinfSample last = all.get(all.size() - 1);
    String cpu = Double.isNaN(last.cpu()) ? "" : String.format(Locale.ROOT, "%.2f", last.cpu());
    return screen.print(
        String.format(
            Locale.ROOT, "%8.1f %14d %6s %6d", last.time(), last.memory(), cpu, last.pids()));
  }
}
