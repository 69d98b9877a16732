package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network device of a process's network namespace, and what went through it since it was made.
 *
 * @param name for example {@code lo} or {@code eth0}
 * @param receivedBytes bytes that came in
 * @param receivedPackets packets that came in
 * @param receivedDropped packets that came in and were dropped
 * @param sentBytes bytes that went out
 * @param sentPackets packets that went out
 * @param sentDropped packets that should have gone out and were dropped
 * @param ipv6 its IPv6 addresses with their prefix length, joined by commas
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>
 */
public record NetworkDevice(
    String name,
    long receivedBytes,
    long receivedPackets,
    long receivedDropped,
    long sentBytes,
    long sentPackets,
    long sentDropped,
    String ipv6) {

  private static final int HEADER_LINES = 2;
  private static final int DROPPED = 3;
  private static final int SENT = 8;

  /**
   * Reads the devices of a process's network namespace.
   *
   * @param pid a process
   * @return one record for each, in the kernel's order
   * @throws IllegalArgumentException when there is no such process
   */
  public static List<NetworkDevice> readAll(long pid) {
    return parseAll(ProcFile.read(pid, "net/dev"), ProcFile.readIfThere(pid, "net/if_inet6"));
  }

  static List<NetworkDevice> parseAll(String dev, String inet6) {
    return Lines.of(dev).skip(HEADER_LINES).map(line -> parse(line, inet6)).toList();
  }

  private static NetworkDevice parse(String line, String inet6) {
    int colon = line.indexOf(':'); // the kernel forbids colons in names
    String name = line.substring(0, colon).strip();
    long[] counts =
        Stream.of(line.substring(colon + 1).strip().split("\\s+"))
            .mapToLong(Long::parseUnsignedLong)
            .toArray();
    return new NetworkDevice(
        name,
        counts[0],
        counts[1],
        counts[DROPPED],
        counts[SENT],
        counts[SENT + 1],
        counts[SENT + DROPPED],
        addresses(name, inet6));
  }

  /** Collects a device's addresses from lines of address, index, prefix, scope, flags, name. */
  private static String addresses(String name, String inet6) {
    List<String> addresses = new ArrayList<>();
    Lines.of(inet6)
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 5 && words[5].equals(name))
        .forEach(
            words ->
                addresses.add(
                    SocketAddresses.ipv6(words[0]) + "/" + Integer.parseInt(words[2], 16)));
    return String.join(",", addresses);
  }
}
