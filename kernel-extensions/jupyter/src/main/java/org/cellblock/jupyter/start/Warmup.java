package org.cellblock.jupyter.start;

import java.time.Duration;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Host;
import org.cellblock.jupyter.engine.Ending;
import org.cellblock.jupyter.engine.LateEngine;
import org.cellblock.jupyter.engine.Log;
import org.cellblock.jupyter.render.MonitoringView;
import org.cellblock.jupyter.render.TableView;
import org.cellblock.procfs.Procfs;
import org.cellblock.procfs.cinf.Cinf;
import org.cellblock.procfs.cinf.MonitorListener;
import org.cellblock.procfs.cinf.Monitoring;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Does the slow first times of everything in the background, before the learner needs them: the
 * engine, a table, a monitor, the door to libc and the compiler's hot paths. All but the engine and
 * the first table are done between cells, piece by piece.
 */
final class Warmup implements Runnable {
  private static final int ROUNDS = 100;
  private static final Duration A_MOMENT = Duration.ofMillis(250);

  private final LateEngine engine;

  private Warmup(LateEngine engine) {
    this.engine = engine;
  }

  /** Starts the engine and what follows it. */
  static void start(LateEngine engine) {
    inBackground("warm-up", new Warmup(engine));
  }

  /** Loads what the engine needs only later, while it starts: that leaves a CPU to spare. */
  static void startFirstCell() {
    inBackground("first cell", LateEngine::prepare);
  }

  private static void inBackground(String name, Runnable work) {
    Runnable watched =
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error e) {
            Log.warn(name, e);
          }
        };
    Thread thread = new Thread(watched, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      engine.start();
      inBackground("first table", Warmup::drawTable);
      engine.whenQuiet(Warmup::sweep);
      engine.whenQuiet(Ending::guard);
      engine.whenQuiet(engine::watchHeap);
      engine.whenQuiet(() -> TableView.of(Procfs.namespaces()).html());
      engine.whenQuiet(Host::hostname);
      for (int i = 0; i < ROUNDS; i++) {
        engine.rehearse("Math.max(1, " + i + ")");
        engine.rehearse("int cellblock_rehearsal = " + i + ";");
      }
      drawMonitors();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the kernel is shutting down
    }
  }

  /** Of what kernels that were killed have left. */
  private static void sweep() {
    Cgroups.sweep();
    RuntimeCgroup.sweep();
  }

  private static void drawTable() {
    LateEngine.settleTablesaw();
    int[] numbers = {1};
    Table table =
        Table.create("t")
            .addColumns(IntColumn.create("n", numbers), StringColumn.create("s", "text"));
    TableView.of(table).html();
  }

  /** A live monitor must not be what it measures, not in its first seconds either. */
  private static void drawMonitors() {
    long self = ProcessHandle.current().pid();
    Monitoring seen = Cinf.monitor(A_MOMENT, self, new MonitorListener() {});
    for (int i = 0; i < ROUNDS; i++) {
      MonitoringView view = MonitoringView.of(seen);
      view.text();
      view.html();
    }
  }
}
