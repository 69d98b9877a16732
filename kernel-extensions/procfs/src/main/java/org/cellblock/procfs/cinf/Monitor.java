package org.cellblock.procfs.cinf;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Looks at a process ten times a second, on the calling thread, until an end comes. */
final class Monitor {

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(100);
  private static final double NANOS = 1e9;

  private final Gauges gauges;
  private final Monitoring seen;
  private final MonitorListener listener;
  private final CpuWindow window;
  private final long start = System.nanoTime();

  private Monitor(long pid, Gauges gauges, MonitorListener listener) {
    this.gauges = gauges;
    this.seen = new Monitoring(CinfProcess.read(pid), gauges);
    this.listener = listener;
    this.window = CpuWindow.of(gauges.cpu().source());
  }

  static Monitoring run(Duration duration, long pid, MonitorListener listener) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "duration [%s]: expected more than nothing, for example Duration.ofSeconds(10)"
              .formatted(duration));
    }
    try (Gauges gauges = Gauges.open(pid)) {
      Monitor monitor = new Monitor(pid, gauges, listener);
      monitor.seen.end(monitor.watch(nanos(duration)), monitor.seconds(System.nanoTime()));
      listener.ended(monitor.seen);
      return monitor.seen;
    }
  }

  private static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration); // as long as can be, for what is longer
  }

  /** Watches; returns how it ended. */
  private String watch(long duration) {
    while (sample()) {
      listener.sampled(seen);
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(nextPeriod(), duration - sinceStart()));
        if (sinceStart() >= duration) {
          return "ended";
        }
      } catch (InterruptedException wanted) {
        Thread.currentThread().interrupt();
        return "interrupted";
      }
    }
    return "process ended";
  }

  /** Returns how long to wait; a period that is over already is left out. */
  private long nextPeriod() {
    return PERIOD - sinceStart() % PERIOD;
  }

  private long sinceStart() {
    return System.nanoTime() - start;
  }

  private boolean sample() {
    if (!gauges.isAlive()) {
      return false;
    }
    long memory = gauges.memory().read();
    long cpu = gauges.cpu().read();
    long pids = gauges.pids().read();
    if (memory < 0 || cpu < 0 || pids < 0) {
      return false;
    }
    long now = System.nanoTime();
    seen.add(new CinfSample(seconds(now), memory, window.cores(now, cpu), pids));
    return true;
  }

  private double seconds(long now) {
    return (now - start) / NANOS;
  }
}
