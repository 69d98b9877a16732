package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A socket of a process's network namespace, whichever process there has it open.
 *
 * @param protocol {@code tcp}, {@code tcp6}, {@code udp}, {@code udp6}, {@code unix stream}, {@code
 *     unix dgram} or {@code unix seqpacket}
 * @param local address and port, the port {@code *} where there is none; of a unix socket its path,
 *     {@code @} first for one without a file
 * @param remote the other end's address and port; empty for a unix socket
 * @param state {@code LISTEN}, {@code ESTABLISHED}, {@code TIME_WAIT}, ...; for udp {@code UNCONN}
 *     or {@code ESTABLISHED}; for unix {@code LISTEN}, {@code UNCONNECTED}, {@code CONNECTED}, ...
 * @param user whose it is; empty for a unix socket
 * @param inode what {@code /proc/PID/fd} calls it: {@code socket:[inode]}; 0 when no process has it
 *     open any more
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>
 */
public record SocketInfo(
    String protocol, String local, String remote, String state, String user, long inode) {

  private static final List<String> INTERNET = List.of("tcp", "tcp6", "udp", "udp6");

  private static final List<String> TCP_STATES =
      List.of(
          "",
          "ESTABLISHED",
          "SYN_SENT",
          "SYN_RECV",
          "FIN_WAIT1",
          "FIN_WAIT2",
          "TIME_WAIT",
          "CLOSE",
          "CLOSE_WAIT",
          "LAST_ACK",
          "LISTEN",
          "CLOSING",
          "NEW_SYN_RECV");

  private static final List<String> UNIX_STATES =
      List.of("FREE", "UNCONNECTED", "CONNECTING", "CONNECTED", "DISCONNECTING");

  private static final List<String> UNIX_TYPES =
      List.of("", "stream", "dgram", "", "", "seqpacket");
  private static final int SO_ACCEPTCON = 0x00010000;

  private static final Pattern UNIX =
      Pattern.compile(
          "[0-9a-fA-F]+: [0-9A-F]{8} [0-9A-F]{8} ([0-9A-F]{8}) ([0-9A-F]{4}) ([0-9A-F]{2})"
              + " +([0-9]+)(?: (.*))?",
          Pattern.DOTALL);

  /**
   * Reads the sockets of a process's network namespace.
   *
   * @param pid a process
   * @return one record for each, by protocol and then in the kernel's order
   * @throws IllegalArgumentException when there is no such process
   */
  public static List<SocketInfo> readAll(long pid) {
    ProcFile.read(pid, "net/dev"); // every namespace has it, not every one has IPv6
    Users users = Users.read();
    List<SocketInfo> all = new ArrayList<>();
    for (String protocol : INTERNET) {
      all.addAll(parseInternet(protocol, ProcFile.readIfThere(pid, "net/" + protocol), users));
    }
    all.addAll(parseUnix(ProcFile.readIfThere(pid, "net/unix")));
    return all;
  }

  static List<SocketInfo> parseInternet(String protocol, String text, Users users) {
    return Lines.of(text)
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 9)
        .map(
            words ->
                new SocketInfo(
                    protocol,
                    SocketAddresses.withPort(words[1]),
                    SocketAddresses.withPort(words[2]),
                    state(protocol, name(TCP_STATES, words[3])),
                    users.name(words[7]),
                    Long.parseLong(words[9])))
        .toList();
  }

  /** Parses all lines; a path may hold a newline, and what follows that is left out. */
  static List<SocketInfo> parseUnix(String text) {
    return Lines.of(text).skip(1).map(SocketInfo::parseUnixLine).flatMap(Optional::stream).toList();
  }

  private static Optional<SocketInfo> parseUnixLine(String line) {
    Matcher parts = UNIX.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    boolean listens = (Long.parseLong(parts.group(1), 16) & SO_ACCEPTCON) != 0;
    return Optional.of(
        new SocketInfo(
            "unix " + name(UNIX_TYPES, parts.group(2)),
            parts.group(5) == null ? "" : parts.group(5),
            "",
            listens ? "LISTEN" : name(UNIX_STATES, parts.group(3)),
            "",
            Long.parseLong(parts.group(4))));
  }

  private static String state(String protocol, String state) {
    return protocol.startsWith("udp") && state.equals("CLOSE") ? "UNCONN" : state;
  }

  private static String name(List<String> names, String hex) {
    int number = Integer.parseInt(hex, 16);
    return number < names.size() ? names.get(number) : Integer.toString(number);
  }
}
