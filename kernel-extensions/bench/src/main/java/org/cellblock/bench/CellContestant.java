package org.cellblock.bench;

import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import org.cellblock.containers.Cell;
import org.cellblock.containers.Output;
import org.cellblock.containers.RootFs;

/** Ours, in this JVM: what a learner types. */
record CellContestant(String name) implements Contestant {

  @Override
  public long runOnce() {
    long start = System.nanoTime();
    Output output;
    try (Cell cell = Cell.open("bench")) {
      output = cell.unshare(MOUNT, UTS, IPC, NETWORK, PID).pivotRoot(RootFs.busybox()).run("true");
    }
    long nanos = System.nanoTime() - start;
    if (!output.succeeded()) {
      throw new IllegalStateException("true in a cell: " + output);
    }
    return nanos;
  }
}
