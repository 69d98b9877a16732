package org.cellblock.jupyter.magic;

import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.ProgramListener.Stream;
import org.cellblock.jupyter.render.TerminalView;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** One running program's text, in one display that is updated in place. */
final class LiveDisplay {
  private static final long LONG_MILLIS = 500;
  private static final long PAUSE_MILLIS = 100;

  /** A screen or two: each update sends all of it, and a program may write for ever. */
  private static final int LIMIT = 16 * 1024;

  private final BaseKernel kernel;
  private final ScheduledExecutorService clock;
  private final String command;
  private final String id = UUID.randomUUID().toString();
  private final StringBuilder stdout = new StringBuilder();
  private final StringBuilder stderr = new StringBuilder();
  private Output all;
  private boolean isScheduled;
  private boolean isShown;
  private boolean isSettled;

  LiveDisplay(BaseKernel kernel, ScheduledExecutorService clock, String command) {
    this.kernel = kernel;
    this.clock = clock;
    this.command = command;
  }

  synchronized void append(Stream stream, String text) {
    StringBuilder shown = stream == Stream.STDOUT ? stdout : stderr;
    shown.append(text);
    shown.delete(0, Math.max(0, shown.length() - LIMIT));
    if (!isScheduled) {
      isScheduled = true;
      clock.schedule(this::show, isShown ? PAUSE_MILLIS : LONG_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  synchronized boolean isOf(Output output) {
    return output == all;
  }

  synchronized void clear() {
    isSettled = true;
    if (isShown) {
      DisplayData nothing = new DisplayData("");
      nothing.putHTML("");
      kernel.getIO().display.updateDisplay(id, nothing);
    }
  }

  /** Shows the rest of what is shown already; what was over before it was shown stays unseen. */
  synchronized boolean end(Output output) {
    all = output;
    if (isShown) {
      show();
    }
    isSettled = true;
    return isShown;
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
}
