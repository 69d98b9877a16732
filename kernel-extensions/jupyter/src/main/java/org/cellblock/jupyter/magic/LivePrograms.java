package org.cellblock.jupyter.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.host.ProgramListener;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * Shows what programs write while they run: a script's text as the cell's own, other programs' in a
 * display that appears when they take long, and that goes when their {@link Output} is shown.
 */
public final class LivePrograms implements ProgramListener {
  private static final ThreadLocal<Boolean> PLAIN = ThreadLocal.withInitial(() -> false);

  private final BaseKernel kernel;
  private final ScheduledExecutorService clock;
  private final Map<Program, LiveDisplay> displays = new WeakHashMap<>();

  private LivePrograms(BaseKernel kernel) {
    this.kernel = kernel;
    this.clock = startedClock();
  }

  /**
   * Hears all programs from now on.
   *
   * @param kernel where to show what they write
   * @return the listener
   */
  public static LivePrograms hear(BaseKernel kernel) {
    LivePrograms programs = new LivePrograms(kernel);
    ProgramListener.set(programs);
    return programs;
  }

  /** Calls what runs a program, whose text is to go to the cell's own output. */
  static Output plainly(Supplier<Output> run) {
    PLAIN.set(true);
    try {
      return run.get();
    } finally {
      PLAIN.remove();
    }
  }

  @Override
  public void wrote(Program program, Stream stream, String text) {
    if (PLAIN.get()) {
      (stream == Stream.STDOUT ? System.out : System.err).append(text).flush();
    } else {
      display(program).append(stream, text);
    }
  }

  @Override
  public synchronized void ended(Program program, Output output) {
    LiveDisplay display = displays.get(program);
    if (display != null && !display.end(output)) {
      displays.remove(program);
    }
  }

  /**
   * Takes the display of a program away, because its output is now shown as a value.
   *
   * @param output what the program wrote
   */
  public synchronized void settle(Output output) {
    List<Program> settled = new ArrayList<>();
    displays.forEach(
        (program, display) -> {
          if (display.isOf(output)) {
            display.clear();
            settled.add(program);
          }
        });
    displays.keySet().removeAll(settled);
  }

  private synchronized LiveDisplay display(Program program) {
    return displays.computeIfAbsent(program, p -> new LiveDisplay(kernel, clock, p.command()));
  }

  /** Its thread is started here, on the host: a program may be heard first on a cell's thread. */
  private static ScheduledExecutorService startedClock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(1, work -> daemon(new Thread(work, "live display")));
    clock.prestartCoreThread();
    return clock;
  }

  private static Thread daemon(Thread thread) {
    thread.setDaemon(true);
    return thread;
  }
}
