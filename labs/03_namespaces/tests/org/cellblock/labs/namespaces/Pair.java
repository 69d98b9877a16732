package org.cellblock.labs.namespaces;

import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.linux.Namespace;

/** Two processes of which one has left the host's namespaces of some kinds, others each time. */
record Pair(Cell cell, Cell other, long first, long second) implements AutoCloseable {

  static Pair start() {
    List<Namespace> kinds = new ArrayList<>(List.of(UTS, IPC, NETWORK, PID, MOUNT));
    Collections.shuffle(kinds);
    int own = 1 + (int) (Math.random() * (kinds.size() - 1));
    Cell cell = Cell.open("lab-03-one").unshare(kinds.subList(0, own).toArray(Namespace[]::new));
    Cell other = Cell.open("lab-03-other").unshare(kinds.get(0));
    return new Pair(
        cell, other, cell.start("sleep", "60").pid(), other.start("sleep", "60").pid());
  }

  @Override
  public void close() {
    cell.close();
    other.close();
  }
}
