package org.cellblock.procfs;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The addresses in {@code /proc/net}, in hexadecimal; the text form of IPv6 is that of RFC 5952.
 */
final class SocketAddresses {

  private static final int WORD = 8;
  private static final int IPV6 = 32;
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private SocketAddresses() {}

  /**
   * Decodes address and port: {@code 0100007F:1F90} is 127.0.0.1:8080. The kernel prints words of
   * four bytes as this machine's numbers, so that a little-endian one has their bytes reversed.
   */
  static String withPort(String text) {
    int colon = text.indexOf(':');
    String address = hostOrder(text.substring(0, colon));
    int port = Integer.parseInt(text.substring(colon + 1), 16);
    String shown = address.length() == IPV6 ? "[" + ipv6(address) + "]" : ipv4(address);
    return shown + ":" + (port == 0 ? "*" : port);
  }

  /** Decodes an IPv4 address that stands alone, as in {@code /proc/net/route}. */
  static String ipv4OfThisMachine(String hex) {
    return ipv4(hostOrder(hex));
  }

  static String ipv4(String hex) {
    return bytes(hex).stream().map(String::valueOf).collect(Collectors.joining("."));
  }

  static String ipv6(String hex) {
    if (hex.startsWith("00000000000000000000ffff") || hex.startsWith("00000000000000000000FFFF")) {
      return "::ffff:" + ipv4(hex.substring(IPV6 - WORD));
    }
    List<String> groups = new ArrayList<>();
    for (int at = 0; at < IPV6; at += 4) {
      groups.add(Integer.toHexString(Integer.parseInt(hex.substring(at, at + 4), 16)));
    }
    int start = 0;
    int length = 1; // one zero alone isn't shortened
    for (int i = 0; i < groups.size(); i++) {
      int run = zeros(groups, i);
      if (run > length) {
        start = i;
        length = run;
      }
    }
    if (length == 1) {
      return String.join(":", groups);
    }
    return String.join(":", groups.subList(0, start))
        + "::"
        + String.join(":", groups.subList(start + length, groups.size()));
  }

  private static int zeros(List<String> groups, int from) {
    int at = from;
    while (at < groups.size() && groups.get(at).equals("0")) {
      at++;
    }
    return at - from;
  }

  private static String hostOrder(String hex) {
    if (!LITTLE) {
      return hex;
    }
    StringBuilder turned = new StringBuilder();
    for (int word = 0; word < hex.length(); word += WORD) {
      for (int at = word + WORD - 2; at >= word; at -= 2) {
        turned.append(hex, at, at + 2);
      }
    }
    return turned.toString();
  }

  private static List<Integer> bytes(String hex) {
    List<Integer> bytes = new ArrayList<>();
    for (int at = 0; at < hex.length(); at += 2) {
      bytes.add(Integer.parseInt(hex.substring(at, at + 2), 16));
    }
    return bytes;
  }
}
