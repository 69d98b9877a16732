package org.cellblock.containers.jail;

import static org.cellblock.linux.Namespace.NETWORK;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.SyscallException;

/**
 * The bridge that joins the jails with addresses, in a network namespace that nobody else is in; it
 * goes with the last of them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/veth.4.html">veth(4)</a>
 */
final class Hub {

  private static final String NAME = "jail-hub";
  private static final String BRIDGE = "jails";

  private static Cell hub;

  private Hub() {}

  /** Gives a jail's cell its devices, addresses and routes; it has no root of its own yet. */
  static synchronized void connect(Cell cell, int jid, List<Address> addresses, List<String> more) {
    Set<String> devices = new LinkedHashSet<>();
    addresses.forEach(each -> devices.add(each.device()));
    devices.addAll(more);
    open();
    int port = 0;
    for (String device : devices) {
      String name = "j%d.%d".formatted(jid, port++);
      ip(hub, "link add %s type veth peer name %s netns %d".formatted(name, device, cell.tid()));
      ip(hub, "link set dev %s master %s up".formatted(name, BRIDGE));
      ip(cell, "link set dev %s up".formatted(device));
    }
    for (Address each : addresses) {
      String once = each.isIp6() ? " nodad" : "";
      ip(
          cell,
          "addr add %s/%d dev %s%s".formatted(each.address(), each.prefix(), each.device(), once));
    }
    routes(cell, addresses);
  }

  /** Closes the bridge when no jail is on it. */
  static synchronized void closeIfEmpty() {
    if (hub != null && Jails.running().stream().noneMatch(Hub::isOnIt)) {
      hub.close();
      hub = null;
    }
  }

  private static boolean isOnIt(Running running) {
    return !running.jail().addresses().isEmpty()
        || !running.jail().values("vnet.interface").isEmpty();
  }

  private static void open() {
    if (hub == null || !hub.isOpen()) {
      hub = Owner.CELLBLOCK.open(NAME).unshare(NETWORK);
      ip(hub, "link add %s type bridge".formatted(BRIDGE));
      ip(hub, "link set dev %s up".formatted(BRIDGE));
    }
  }

  /** All jails are in reach, whatever their networks: on FreeBSD they share one stack. */
  private static void routes(Cell cell, List<Address> addresses) {
    for (boolean six : List.of(false, true)) {
      addresses.stream()
          .filter(each -> each.isIp6() == six)
          .findFirst()
          .ifPresent(
              each ->
                  ip(
                      cell,
                      (six ? "-6 " : "") + "route add default dev %s".formatted(each.device())));
    }
  }

  private static void ip(Cell where, String words) {
    Output output;
    try {
      output = where.start("ip", words.split(" ")).waitFor(Deadline.TOOL);
    } catch (SyscallException refused) {
      if (refused.errnoName().equals("ENOENT")) {
        throw new IllegalStateException(
            "addresses of jails need the program ip: apt-get install iproute2", refused);
      }
      throw refused;
    }
    if (!output.succeeded()) {
      throw new IllegalStateException(
          "ip %s: %s".formatted(words, List.of(output.toString().strip().split("\n"))));
    }
  }
}
