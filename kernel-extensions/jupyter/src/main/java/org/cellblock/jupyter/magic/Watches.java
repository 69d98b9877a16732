package org.cellblock.jupyter.magic;

import java.util.UUID;
import org.cellblock.containers.cgroup.Watch;
import org.cellblock.containers.cgroup.WatchListener;
import org.cellblock.jupyter.render.WatchView;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Draws a watched cgroup in one display that is updated in place, and that goes at the end, when
 * the watch itself is the cell's value; that of an interrupted watch stays.
 */
public final class Watches implements WatchListener {
  private final BaseKernel kernel;
  private String id;

  private Watches(BaseKernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Hears all watches from now on.
   *
   * @param kernel where to draw them
   */
  public static void hear(BaseKernel kernel) {
    WatchListener.set(new Watches(kernel));
  }

  @Override
  public synchronized void sampled(Watch soFar) {
    DisplayData data = new DisplayData(WatchView.text(soFar));
    data.putHTML(WatchView.html(soFar));
    if (id == null || soFar.samples().size() == 1) {
      id = UUID.randomUUID().toString();
      data.setDisplayId(id);
      kernel.getIO().display.display(data);
    } else {
      kernel.getIO().display.updateDisplay(id, data);
    }
  }

  @Override
  public synchronized void ended(Watch watch) {
    if (id != null) {
      DisplayData nothing = new DisplayData("");
      nothing.putHTML("");
      kernel.getIO().display.updateDisplay(id, nothing);
      id = null;
    }
  }
}
