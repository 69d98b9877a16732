package org.cellblock.claims;

import java.util.List;
import org.cellblock.containers.jail.Jail;
import org.cellblock.containers.jail.JailConfException;

/** What people say about FreeBSD's jails, tried on the emulation. */
final class JailClaims {

  private static final String ADDRESS = "192.0.2.83";

  private JailClaims() {}

  @Checks("C083")
  static Evidence fourElements() {
    Trial.onHost("ip", "-V");
    Jail jail =
        Jail.named("claim-jail")
            .rootFs(Trial.busybox())
            .hostname("four")
            .ip4(ADDRESS)
            .command("sleep", "100")
            .start();
    try {
      return fourElements(
          List.of(
              Trial.in(jail.cell(), "ls", "/"),
              Trial.in(jail.cell(), "hostname"),
              Trial.in(jail.cell(), "ip", "-o", "-4", "addr", "show", "eth0"),
              Trial.in(jail.cell(), "ps", "-o", "args")));
    } finally {
      jail.stop();
    }
  }

  /** Judges what ls, hostname, ip and ps said, in this order. */
  static Evidence fourElements(List<String> said) {
    boolean held =
        !said.get(0).contains("boot")
            && said.get(1).equals("four")
            && said.get(2).contains(ADDRESS)
            && said.get(3).matches("(?s).*(sleep 100|\\[sleep]).*"); // so while it begins
    return Evidence.confirmedIf(
        held,
        "from subtree, host name, address and command a jail is made; inside: %s; %s; %s; %s",
        said.get(0).replace('\n', ' '),
        said.get(1),
        said.get(2).replaceAll("\\s+", " "),
        said.get(3).replace('\n', ' '));
  }

  @Checks("C087")
  static Evidence looksLikeNginx() {
    Jail server = Jail.parse("server { listen 80; }");
    try {
      Jail.parse("server { location / { } }");
      return looksLikeNginx(server.conf(), "");
    } catch (JailConfException mistake) {
      return looksLikeNginx(server.conf(), mistake.getMessage());
    }
  }

  static Evidence looksLikeNginx(String read, String mistake) {
    return Evidence.confirmedIf(
        read.contains("listen = \"80\""),
        "nginx's [server { listen 80; }] is a jail.conf as it stands, and is read as %s; %s",
        read.replaceAll("\\s+", " ").strip(),
        mistake.isEmpty()
            ? "its blocks within blocks are, too"
            : "its blocks within blocks are not: " + mistake);
  }
}
