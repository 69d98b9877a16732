package org.cellblock.containers.jail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of a jail, as {@code ip4.addr} and {@code ip6.addr} write it: {@code
 * em0|10.0.0.10/24}.
 *
 * @param device the device's name in the jail
 * @param address digits and dots, or hexadecimal digits and colons
 * @param prefix how many bits the network has
 */
record Address(String device, String address, int prefix) {

  static final List<String> PARAMETERS = List.of("ip4.addr", "ip6.addr");

  private static final String DEVICE = "[A-Za-z0-9][A-Za-z0-9_.-]{0,14}";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:("
              + DEVICE
              + ")\\|)?([^|/%\\s]+)(?:%("
              + DEVICE
              + "))?(?:/([0-9.]{1,15}))?(?:\\s.*)?");
  private static final Pattern IP4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern IP6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int ADDRESS = 2;
  private static final int ZONE = 3;
  private static final int MASK = 4;
  private static final int IP4_BITS = 32;
  private static final int IP6_BITS = 128;

  /**
   * Reads a value, nothing if it is wrong; without a netmask the network is this address alone, and
   * further words, for ifconfig(8), are left out. The zone of a link-local address is its device.
   */
  static Optional<Address> parse(String parameter, String value, String device) {
    Matcher form = FORM.matcher(value);
    boolean six = parameter.startsWith("ip6");
    if (!form.matches()
        || !isAddress(form.group(ADDRESS), six)
        || form.group(ZONE) != null && !isLinkLocal(form.group(ADDRESS))) {
      return Optional.empty();
    }
    int bits = six ? IP6_BITS : IP4_BITS;
    int prefix = form.group(MASK) == null ? bits : prefix(form.group(MASK), six);
    if (prefix < 0 || prefix > bits) {
      return Optional.empty();
    }
    String zone = form.group(ZONE) == null ? device : form.group(ZONE);
    String on = form.group(1) == null ? zone : form.group(1);
    return Optional.of(new Address(on, form.group(ADDRESS), prefix));
  }

  static boolean isDevice(String name) {
    return name.matches(DEVICE);
  }

  boolean isIp6() {
    return address.contains(":");
  }

  private static boolean isAddress(String text, boolean six) {
    return six
        ? IP6.matcher(text).matches() && canonical(text) != null
        : IP4.matcher(text).matches();
  }

  /** Only such an address is one device's, whose name a percent sign may add. */
  private static boolean isLinkLocal(String address) {
    return address.toLowerCase(Locale.ROOT).matches("fe[89ab][0-9a-f]:.*");
  }

  private static String canonical(String literal) {
    try {
      // a literal, as it has a colon: nothing is asked of the network
      return InetAddress.getByName(literal).getHostAddress();
    } catch (UnknownHostException noAddress) {
      return null;
    }
  }

  /** Reads 24 as well as 255.255.255.0; -1 for anything else. */
  private static int prefix(String mask, boolean six) {
    if (!mask.contains(".")) {
      return mask.length() > 3 ? -1 : Integer.parseInt(mask);
    }
    if (six || !IP4.matcher(mask).matches()) {
      return -1;
    }
    long bits = 0;
    for (String part : mask.split("\\.")) {
      bits = bits << Byte.SIZE | Integer.parseInt(part);
    }
    int prefix = Long.bitCount(bits);
    long whole = (1L << IP4_BITS) - (1L << IP4_BITS - prefix);
    return bits == whole ? prefix : -1;
  }

  static String wrong(String parameter, String value) {
    String example = parameter.startsWith("ip6") ? "fd00::10/64" : "10.0.0.10/24";
    return "%s [%s]: expected an address like %s, with a device before it like em0|%s"
        .formatted(parameter, value, example, example);
  }
}
