package org.cellblock.containers.cgroup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Pause;

/** Samples a cgroup ten times a second. */
final class CgroupWatcher {

  private static final long PERIOD_MILLIS = 100;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String name;
  private final CgroupReadings readings;
  private final List<Sample> samples = new ArrayList<>();
  private final long start = System.nanoTime();
  private long lastNanos = start;
  private long lastCpu;

  CgroupWatcher(String name, CgroupReadings readings) {
    this.name = name;
    this.readings = readings;
    this.lastCpu = HostThread.call(readings::cpuMicros);
  }

  Watch watch(Duration duration) {
    Given.notNull(duration, "duration", "for example Duration.ofSeconds(10)");
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "duration [%s]: expected more than nothing, for example Duration.ofSeconds(10)"
              .formatted(duration));
    }
    long nanos = TimeUnit.NANOSECONDS.convert(duration); // as long as can be, for what is longer
    WatchListener listener = WatchListener.Current.get();
    Watch watch = soFar();
    while (System.nanoTime() - start < nanos) {
      Pause.millis(PERIOD_MILLIS, "watch of %s after %d samples".formatted(name, samples.size()));
      samples.add(HostThread.call(this::sample));
      watch = soFar();
      listener.sampled(watch);
    }
    listener.ended(watch);
    return watch;
  }

  private Sample sample() {
    long now = System.nanoTime();
    long cpu = readings.cpuMicros();
    long percent = Math.round(100_000.0 * (cpu - lastCpu) / (now - lastNanos));
    lastNanos = now;
    lastCpu = cpu;
    long millis = (now - start) / NANOS_PER_MILLI;
    return new Sample(millis, readings.memoryBytes(), percent, readings.pidCount());
  }

  private Watch soFar() {
    return HostThread.call(
        () ->
            new Watch(
                name,
                readings.limit(CgroupSetting.MEMORY),
                readings.limit(CgroupSetting.CPUS),
                readings.limit(CgroupSetting.PIDS),
                samples));
  }
}
