package org.cellblock.jupyter.cinf;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.cellblock.procfs.cinf.CinfProcess;

/**
 * What {@code cinf} does again and again, until an end comes: its time, its rounds, an interrupt.
 */
public final class CinfRun {

  private static final long REFRESH_MILLIS = 1_000;

  private final CinfScreen screen;
  private final long end;
  private final long start = System.nanoTime();
  private int rounds;

  /**
   * Makes a run.
   *
   * @param screen where to print
   * @param duration how long at most
   * @param rounds how many times at most, 1 or more
   */
  public CinfRun(CinfScreen screen, Duration duration, int rounds) {
    this.screen = screen;
    this.end = TimeUnit.NANOSECONDS.convert(duration);
    this.rounds = rounds;
  }

  /**
   * Prints all processes as JSON, one object a line, again and again.
   *
   * @param millis between two rounds
   */
  public void log(long millis) {
    boolean isRead = true;
    do {
      for (CinfProcess process : CinfProcess.readAll()) {
        isRead = isRead && screen.printWhole(CinfJson.of(process));
      }
    } while (isRead && goesOn(millis));
  }

  /**
   * Serves over HTTP.
   *
   * @param port to listen on
   * @throws IOException when the socket can't be made
   */
  public void serve(int port) throws IOException {
    try (CinfServer server = CinfServer.start(port)) {
      screen.print("serving " + server.address() + " to who knows that token; Ctrl+C ends it");
      while (goesOn(REFRESH_MILLIS)) {
        continue;
      }
    }
  }

  /**
   * Shows charts of a process, or some of its control files, refreshed each second.
   *
   * @param target the process, and the control files, if any
   * @throws IllegalArgumentException when there is no such process or control file
   */
  public void monitor(CinfWords.Target target) {
    if (target.names().isEmpty()) {
      long rest = Math.min(end, TimeUnit.SECONDS.toNanos(rounds));
      CinfMonitor.run(screen, Duration.ofNanos(rest), target.pid());
    } else {
      refresh(target);
    }
  }

  private void refresh(CinfWords.Target target) {
    boolean isRead = screen.draw(CinfText.monitored(target));
    while (isRead && goesOn(REFRESH_MILLIS)) {
      Optional<String> now = CinfText.monitoredStill(target);
      if (now.isEmpty()) {
        screen.print("process ended");
        return;
      }
      isRead = screen.draw(now.get());
    }
  }

  private boolean goesOn(long millis) {
    rounds--;
    long rest = Math.min(millis * 1_000_000, end - (System.nanoTime() - start));
    if (rounds <= 0 || rest <= 0) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(rest);
      return System.nanoTime() - start < end;
    } catch (InterruptedException wanted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
