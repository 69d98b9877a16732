package org.cellblock.containers.pod;

import java.util.BitSet;
import org.cellblock.containers.Cell;
import org.cellblock.containers.place.Bridge;

/** The network that joins the pods of this process; it goes with the last of them. */
final class PodNetwork {

  static final String DEVICE = "eth0";

  private static final Bridge BRIDGE = new Bridge("pod-hub", "pods");

  private static final int FIRST = 2;
  private static final int LAST = 254;

  private static final BitSet TAKEN = new BitSet();

  private PodNetwork() {}

  /** Gives a pod's cell an address of its own; the number is to be given back. */
  static synchronized int connect(Cell cell) {
    int number = TAKEN.nextClearBit(FIRST);
    if (number > LAST) {
      throw new IllegalStateException(
          "pods: all %d addresses are taken: Pods.closeAll() closes them".formatted(LAST - 1));
    }
    TAKEN.set(number);
    try {
      BRIDGE.plug(cell, "p" + number, DEVICE);
      BRIDGE.ip(cell, "addr add %s/24 dev %s".formatted(address(number), DEVICE));
      return number;
    } catch (RuntimeException refused) {
      release(number);
      throw refused;
    }
  }

  static String address(int number) {
    return "10.88.0." + number;
  }

  /** Gives a number back; the device goes with its namespace. */
  static synchronized void release(int number) {
    TAKEN.clear(number);
    if (TAKEN.isEmpty()) {
      BRIDGE.close();
    }
  }
}
