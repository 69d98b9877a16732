package org.cellblock.procfs.cinf;

/** Derives from processor time how many processors are in use, over the last few readings. */
final class CpuWindow {

  /** Processor time in /proc comes in ticks of 10 ms: over half a second they say more. */
  private static final int READINGS_OF_TICKS = 5;

  private final long[] times;
  private final long[] used;
  private int count;

  private CpuWindow(int readings) {
    times = new long[readings];
    used = new long[readings];
  }

  /** Makes the window for a file: several readings where it counts ticks, else the last one. */
  static CpuWindow of(String source) {
    return new CpuWindow(source.startsWith("/proc/") ? READINGS_OF_TICKS : 1);
  }

  /**
   * Takes a reading.
   *
   * @param now when, in nanoseconds
   * @param cpu processor time until then, in nanoseconds
   * @return processors in use since the oldest reading of the window, NaN for the first reading
   */
  double cores(long now, long cpu) {
    int newest = count % times.length;
    int oldest = count < times.length ? 0 : newest;
    double cores = count == 0 ? Double.NaN : (cpu - used[oldest]) / (double) (now - times[oldest]);
    times[newest] = now;
    used[newest] = cpu;
    count++;
    return cores;
  }
}
