package org.cellblock.jupyter.magic;

import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.cellblock.containers.Output;
import org.cellblock.containers.ProgramListener.Stream;
import org.cellblock.jupyter.render.TerminalView;
import org.cellblock.linux.HostThread;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** One running program's text, in one display that is updated in place. */
final class LiveDisplay {
  private static final long LONG_MILLIS = 500;
  private static final long PAUSE_MILLIS = 100;
  private static final ScheduledExecutorService CLOCK = HostThread.call(LiveDisplay::clock);

  private final BaseKernel kernel;
  private final String command;
  private final String id = UUID.randomUUID().toString();
  private final StringBuilder stdout = new StringBuilder();
  private final StringBuilder stderr = new StringBuilder();
  private boolean isScheduled;
  private boolean isShown;
  private boolean isSettled;

  LiveDisplay(BaseKernel kernel, String command) {
    this.kernel = kernel;
    this.command = command;
  }

  synchronized void append(Stream stream, String text) {
    (stream == Stream.STDOUT ? stdout : stderr).append(text);
    if (!isScheduled) {
      isScheduled = true;
      CLOCK.schedule(this::show, isShown ? PAUSE_MILLIS : LONG_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  synchronized boolean isOf(Output output) {
    return output.command().equals(command)
        && output.stdout().contentEquals(stdout)
        && output.stderr().contentEquals(stderr);
  }

  synchronized void clear() {
    isSettled = true;
    if (isShown) {
      DisplayData nothing = new DisplayData("");
      nothing.putHTML("");
      kernel.getIO().display.updateDisplay(id, nothing);
    }
  }

  private synchronized void show() {
    isScheduled = false;
    if (isSettled) {
      return;
    }
    DisplayData data = new DisplayData(stdout.toString() + stderr);
    data.putHTML(TerminalView.html(command, stdout.toString(), stderr.toString(), ""));
    data.setDisplayId(id);
    if (isShown) {
      kernel.getIO().display.updateDisplay(data);
    } else {
      kernel.getIO().display.display(data);
    }
    isShown = true;
  }

  private static ScheduledExecutorService clock() {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          Thread thread = new Thread(work, "live display");
          thread.setDaemon(true);
          return thread;
        });
  }
}
