package org.cellblock.containers.jail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cellblock.containers.Cell;
import org.cellblock.containers.place.Bridge;

/** The bridge that joins the jails with addresses; it goes with the last of them. */
final class Hub {

  private static final Bridge BRIDGE = new Bridge("jail-hub", "jails");

  private Hub() {}

  /** Gives a jail's cell its devices, addresses and routes; it has no root of its own yet. */
  static synchronized void connect(Cell cell, int jid, List<Address> addresses, List<String> more) {
    Set<String> devices = new LinkedHashSet<>();
    addresses.forEach(each -> devices.add(each.device()));
    devices.addAll(more);
    int port = 0;
    for (String device : devices) {
      BRIDGE.plug(cell, "j%d.%d".formatted(jid, port++), device);
    }
    for (Address each : addresses) {
      String once = each.isIp6() ? " nodad" : "";
      BRIDGE.ip(
          cell,
          "addr add %s/%d dev %s%s".formatted(each.address(), each.prefix(), each.device(), once));
    }
    routes(cell, addresses);
  }

  /** Closes the bridge when no jail is on it. */
  static synchronized void closeIfEmpty() {
    if (Jails.running().stream().noneMatch(Hub::isOnIt)) {
      BRIDGE.close();
    }
  }

  private static boolean isOnIt(Running running) {
    return !running.jail().addresses().isEmpty()
        || !running.jail().values("vnet.interface").isEmpty();
  }

  /** All jails are in reach, whatever their networks: on FreeBSD they share one stack. */
  private static void routes(Cell cell, List<Address> addresses) {
    for (boolean six : List.of(false, true)) {
      addresses.stream()
          .filter(each -> each.isIp6() == six)
          .findFirst()
          .ifPresent(
              each ->
                  BRIDGE.ip(
                      cell,
                      (six ? "-6 " : "") + "route add default dev %s".formatted(each.device())));
    }
  }
}
