package org.cellblock.procfs.cinf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CpuWindowTests {

  /** A tenth of a second. */
  private static final long PERIOD = 100_000_000;

  /** One tick of /proc: in one period it is a tenth of a processor. */
  private static final long TICK = 10_000_000;

  @Test
  void ticksAreCountedOverFiveReadings() {
    assertThat(cores("/proc/1/stat (utime + stime)", 0, 1, 1, 1, 1, 1, 1, 2))
        .containsExactly(Double.NaN, 0.1, 0.05, 0.1 / 3, 0.025, 0.02, 0.0, 0.02);
  }

  @Test
  void nanosecondsOfACgroupAreCountedSinceTheReadingBefore() {
    assertThat(cores("/sys/fs/cgroup/a/cpuacct.usage", 3, 4, 4, 24))
        .containsExactly(Double.NaN, 0.1, 0.0, 2.0);
  }

  /** Reads once a period, beginning at any time. */
  private static double[] cores(String source, long... ticks) {
    CpuWindow window = CpuWindow.of(source);
    return LongStream.range(0, ticks.length)
        .mapToDouble(i -> window.cores(42 + i * PERIOD, ticks[(int) i] * TICK))
        .toArray();
  }
}
