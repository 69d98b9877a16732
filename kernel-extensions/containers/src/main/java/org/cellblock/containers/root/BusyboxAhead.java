package org.cellblock.containers.root;

import java.util.Set;
import org.cellblock.linux.Ahead;
import org.cellblock.linux.CellThread;
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

  /** No kernel changes its mind about these; anything else may go better next time. */
  private static final Set<String> FOR_EVER = Set.of("ENOSYS", "EPERM");

  private static final Runnable MAKING = BusyboxAhead::make;

  private static Busybox wanted;
  private static Ready ready;
  private static boolean isRefused;

  /** A tree, and what it is made of. */
  private record Ready(Busybox busybox, MountTree tree) {}

  private BusyboxAhead() {}

  /** Mounts the tree that is ready, if there is one, in the calling cell, and has another made. */
  static boolean mount(Busybox busybox) {
    Ready taken = take(busybox);
    if (taken == null) {
      return false;
    }
    try (MountTree tree = taken.tree()) {
      if (!taken.busybox().equals(busybox)) {
        return false;
      }
      tree.moveTo(busybox.mountPoint());
      return true;
    } catch (SyscallException refused) {
      return false; // the cell's own calls will say why
    }
  }

  private static synchronized Ready take(Busybox busybox) {
    Ready taken = ready;
    ready = null;
    wanted = busybox;
    if (!isRefused) {
      Ahead.want(MAKING);
    }
    return taken;
  }

  private static void make() {
    Busybox busybox;
    synchronized (BusyboxAhead.class) {
      busybox = wanted;
      if (ready != null) {
        return;
      }
    }
    CellThread maker = CellThread.start("cellblock-root");
    try {
      put(new Ready(busybox, maker.call(() -> ownTree(busybox))));
    } catch (SyscallException refused) {
      refuse(FOR_EVER.contains(refused.errnoName()));
    } finally {
      Ahead.end(maker);
    }
  }

  private static MountTree ownTree(Busybox busybox) {
    Linux.unshare(Namespace.MOUNT);
    return MountTree.of(busybox::mountOwn);
  }

  private static synchronized void put(Ready made) {
    ready = made; // one thread makes: there is no other
  }

  private static synchronized void refuse(boolean isForEver) {
    isRefused = isForEver;
  }
}
