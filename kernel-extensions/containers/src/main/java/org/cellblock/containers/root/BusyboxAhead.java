package org.cellblock.containers.root;

import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.MountTree;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.SyscallException;

/**
 * Makes the tree of the next cell while nobody waits for it: one, which nobody has seen before the
 * cell that takes it. Who comes too early makes its own, and so does each cell where that is
 * refused.
 */
final class BusyboxAhead {

  /** The launch that asks has the machine to itself for so long. */
  private static final int PAUSE_MILLIS = 10;

  /** No kernel changes its mind about these; anything else may go better next time. */
  private static final Set<String> FOR_EVER = Set.of("ENOSYS", "EPERM");

  private static final LinkedBlockingQueue<Busybox> WANTED = new LinkedBlockingQueue<>();

  private static Ready ready;
  private static boolean isRunning;
  private static volatile boolean isRefused;

  /** A tree, and what it is made of. */
  private record Ready(Busybox busybox, MountTree tree) {}

  private BusyboxAhead() {}

  /** Mounts the tree that is ready, if there is one, in the calling cell, and has another made. */
  static boolean mount(Busybox busybox) {
    Ready taken = isRefused ? null : take(busybox);
    if (taken == null) {
      return false;
    }
    try (MountTree tree = taken.tree()) {
      tree.moveTo(busybox.mountPoint());
      return true;
    } catch (SyscallException refused) {
      return false; // the cell's own calls will say why
    }
  }

  private static synchronized Ready take(Busybox busybox) {
    if (!isRunning) {
      isRunning = true;
      HostThread.start("roots ahead", BusyboxAhead::serve);
    }
    WANTED.add(busybox);
    boolean isThis = ready != null && ready.busybox().equals(busybox);
    Ready taken = isThis ? ready : null;
    ready = isThis ? null : ready;
    return taken;
  }

  private static void serve() {
    try {
      while (!isRefused) {
        Busybox next = WANTED.take();
        Thread.sleep(PAUSE_MILLIS);
        WANTED.clear();
        make(next);
      }
    } catch (InterruptedException nobodys) {
      isRefused = true;
    }
  }

  private static void make(Busybox busybox) {
    CellThread maker = CellThread.start("cellblock-root");
    try {
      put(new Ready(busybox, maker.call(() -> ownTree(busybox))));
    } catch (SyscallException refused) {
      isRefused = FOR_EVER.contains(refused.errnoName());
    } finally {
      maker.end();
    }
  }

  private static MountTree ownTree(Busybox busybox) {
    Linux.unshare(Namespace.MOUNT);
    return MountTree.of(busybox::mountOwn);
  }

  private static synchronized void put(Ready made) {
    Ready former = ready;
    ready = made;
    if (former != null) {
      former.tree().close();
    }
  }
}
