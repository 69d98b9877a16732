package org.cellblock.jupyter.magic;

import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import org.cellblock.jupyter.render.MonitoringView;
import org.cellblock.procfs.cinf.MonitorListener;
import org.cellblock.procfs.cinf.Monitoring;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Draws what monitors see while they go on, each in one display that is updated in place, and that
 * goes when the {@link Monitoring} is shown as a value.
 */
public final class LiveMonitor implements MonitorListener {
  /** Of ten samples a second; drawing costs more than sampling. */
  private static final int SAMPLES_PER_DRAWING = 10;

  private final BaseKernel kernel;
  private final Map<Monitoring, Display> displays = new WeakHashMap<>();

  private LiveMonitor(BaseKernel kernel) {
    this.kernel = kernel;
  }

  private static final class Display {
    private final String id = UUID.randomUUID().toString();
    private int samples;
    private boolean isShown;
  }

  /**
   * Hears all monitors from now on.
   *
   * @param kernel where to show what they see
   * @return the listener
   */
  public static LiveMonitor hear(BaseKernel kernel) {
    LiveMonitor live = new LiveMonitor(kernel);
    MonitorListener.set(live);
    return live;
  }

  @Override
  public synchronized void sampled(Monitoring until) {
    Display display = displays.computeIfAbsent(until, none -> new Display());
    if (display.samples++ % SAMPLES_PER_DRAWING == 0) {
      show(display, until);
    }
  }

  @Override
  public synchronized void ended(Monitoring all) {
    Display display = displays.get(all);
    if (display != null) {
      show(display, all);
    }
  }

  /**
   * Takes the display of a monitor away, because what it has seen is now shown as a value.
   *
   * @param seen what the monitor has seen
   */
  public synchronized void settle(Monitoring seen) {
    Display display = displays.remove(seen);
    if (display != null) {
      DisplayData nothing = new DisplayData("");
      nothing.putHTML("");
      kernel.getIO().display.updateDisplay(display.id, nothing);
    }
  }

  private void show(Display display, Monitoring seen) {
    MonitoringView view = MonitoringView.of(seen);
    DisplayData data = new DisplayData(view.text());
    data.putHTML(view.html());
    data.setDisplayId(display.id);
    if (display.isShown) {
      kernel.getIO().display.updateDisplay(data);
    } else {
      kernel.getIO().display.display(data);
    }
    display.isShown = true;
  }
}
