package org.cellblock.containers.place;

import static org.cellblock.linux.Namespace.NETWORK;

import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Given;
import org.cellblock.linux.SyscallException;

/**
 * A bridge in a network namespace that nobody else is in: what is plugged into it reaches the
 * others, and never the host.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/veth.4.html">veth(4)</a>
 */
public final class Bridge {

  private final String cellName;
  private final String device;
  private Cell hub;

  /**
   * Names a bridge, which is made when the first cell is plugged in.
   *
   * @param cellName of its cell, without Cellblock's prefix
   * @param device its name there, 1 to 15 bytes; also what the messages call those on it
   */
  public Bridge(String cellName, String device) {
    this.cellName = Given.text(cellName, "name of the bridge's cell");
    this.device = Given.text(device, "name of the bridge");
  }

  /**
   * Gives a cell a network device, whose other end is on the bridge, and brings both up.
   *
   * @param cell with NETWORK of its own, and no root of its own yet
   * @param port name of the end on the bridge, 1 to 15 bytes
   * @param name of the cell's device, for example {@code eth0}
   * @throws IllegalStateException where the program {@code ip} isn't, or when it refuses
   */
  public synchronized void plug(Cell cell, String port, String name) {
    Given.notNull(cell, "cell", "one with NETWORK of its own");
    open();
    ip(hub, "link add %s type veth peer name %s netns %d".formatted(port, name, cell.tid()));
    ip(hub, "link set dev %s master %s up".formatted(port, device));
    ip(cell, "link set dev %s up".formatted(name));
  }

  /**
   * Runs ip(8) in a cell that sees the host's programs.
   *
   * @param where the cell
   * @param words its arguments, separated by blanks
   * @throws IllegalStateException where the program {@code ip} isn't, or when it refuses
   */
  public void ip(Cell where, String words) {
    Output output;
    try {
      output =
          Given.notNull(where, "cell", "one that sees the host's programs")
              .start("ip", Given.text(words, "arguments of ip").split(" "))
              .waitFor(Deadline.TOOL);
    } catch (SyscallException refused) {
      if (refused.errnoName().equals("ENOENT")) {
        throw new IllegalStateException(
            "addresses of %s need the program ip: apt-get install iproute2".formatted(device),
            refused);
      }
      throw refused;
    }
    if (!output.succeeded()) {
      throw new IllegalStateException(
          "ip %s: %s".formatted(words, List.of(output.toString().strip().split("\n"))));
    }
  }

  /** Takes the bridge away; the next that is plugged in makes it anew. */
  public synchronized void close() {
    if (hub != null) {
      hub.close();
      hub = null;
    }
  }

  private void open() {
    if (hub == null || !hub.isOpen()) {
      hub = Owner.CELLBLOCK.open(cellName).unshare(NETWORK);
      ip(hub, "link add %s type bridge".formatted(device));
      ip(hub, "link set dev %s up".formatted(device));
    }
  }
}
