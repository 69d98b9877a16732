package org.cellblock.jupyter.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.Consumer;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/**
 * Stops the cell that fills the heap, while there is room left to say so. Where all is full, no
 * thread of the kernel's can do anything, and its notebook would wait for ever.
 */
final class HeapWatch implements NotificationListener {
  private static final double FULL = 0.9;
  private static final int MIB = 1024 * 1024;

  private final MemoryPoolMXBean pool;
  private final Consumer<Interruption.Why> stop;

  private HeapWatch(MemoryPoolMXBean pool, Consumer<Interruption.Why> stop) {
    this.pool = pool;
    this.stop = stop;
  }

  /** Watches the pool that objects stay in, from now on. */
  static void start(Consumer<Interruption.Why> stop) {
    ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(each -> each.getType() == MemoryType.HEAP && each.isUsageThresholdSupported())
        .filter(each -> each.getUsage().getMax() > 0)
        .forEach(each -> new HeapWatch(each, stop).watch());
  }

  private void watch() {
    pool.setUsageThreshold((long) (FULL * pool.getUsage().getMax()));
    NotificationEmitter memory = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
    memory.addNotificationListener(this, null, null);
  }

  @Override
  public void handleNotification(Notification notification, Object nothing) {
    if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
      System.gc(); // what nobody holds isn't what fills it
      if (pool.isUsageThresholdExceeded()) {
        stop.accept(why(pool.getUsage()));
      }
    }
  }

  private static Interruption.Why why(MemoryUsage usage) {
    String name = OutOfMemoryError.class.getSimpleName();
    String message =
        "the notebook kernel's heap is full: %d of %d MiB"
            .formatted(usage.getUsed() / MIB, usage.getMax() / MIB);
    return new Interruption.Why(
        name,
        message,
        List.of(
            Ansi.error(name + ": " + message),
            "The cell was stopped. Let go of what it holds, for example by x = null, or restart the"
                + " notebook kernel."));
  }
}
