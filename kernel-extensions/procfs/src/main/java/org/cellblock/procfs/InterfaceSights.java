package org.cellblock.procfs;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cellblock.linux.DirectoryFd;

/**
 * The devices of the calling thread's network namespace at one moment.
 *
 * <p>{@code /proc} has their names and counters. {@code /sys/class/net} has more, of the network
 * namespace that the one who mounted it was in: it is asked only where it has the same names.
 */
final class InterfaceSights {

  private InterfaceSights() {}

  static List<Sight> readAll() {
    List<NetworkDevice> devices =
        NetworkDevice.parseAll(ProcFile.readOwn("net/dev"), ProcFile.readOwn("net/if_inet6"));
    Set<String> names = devices.stream().map(NetworkDevice::name).collect(Collectors.toSet());
    Optional<DirectoryFd> sys = DirectoryFd.openIfThere("/sys/class/net");
    if (sys.isEmpty()) {
      return devices.stream().map(InterfaceSights::of).toList();
    }
    try (DirectoryFd net = sys.get()) {
      boolean isOurs = names.equals(names(net));
      return devices.stream().map(each -> isOurs ? of(each, net) : of(each)).toList();
    }
  }

  private static Set<String> names(DirectoryFd net) {
    Set<String> names = new HashSet<>();
    net.list(names::add);
    names.removeIf(name -> name.equals("bonding_masters")); // a file among the links
    return names;
  }

  private static Sight of(NetworkDevice device) {
    return Sight.of("interface", device.name(), device.name(), "ipv6", addresses(device));
  }

  private static Sight of(NetworkDevice device, DirectoryFd net) {
    String master = net.readlink(device.name() + "/master").orElse("");
    return Sight.of(
        "interface",
        device.name(),
        device.name(),
        "state",
        file(net, device, "operstate"),
        "mac",
        file(net, device, "address"),
        "mtu",
        file(net, device, "mtu"),
        "master",
        master.substring(master.lastIndexOf('/') + 1),
        "ipv6",
        addresses(device));
  }

  private static String addresses(NetworkDevice device) {
    return device.ipv6().replace(",", " ");
  }

  private static String file(DirectoryFd net, NetworkDevice device, String name) {
    return net.read(device.name() + "/" + name).orElse("").strip();
  }
}
