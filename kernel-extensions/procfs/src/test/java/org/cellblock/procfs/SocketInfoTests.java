package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketInfoTests {

  private static final Users NOBODY = Users.parse("");

  private static List<SocketInfo> internet(String protocol) {
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
        "needs a little-endian machine, as the captured one");
    return SocketInfo.parseInternet(protocol, Captured.text("net-" + protocol), NOBODY);
  }

  @Test
  void tcpIsDecoded() {
    assertThat(internet("tcp"))
        .containsExactly(
            new SocketInfo("tcp", "0.0.0.0:2024", "0.0.0.0:*", "LISTEN", "0", 1461),
            new SocketInfo("tcp", "127.0.0.1:40409", "127.0.0.1:53864", "TIME_WAIT", "0", 0));
  }

  @Test
  void anIpv4AddressMayBeInAnIpv6One() {
    assertThat(internet("tcp6"))
        .containsExactly(
            new SocketInfo(
                "tcp6", "[::ffff:127.0.0.1]:42533", "[::]:*", "LISTEN", "65534", 3589420));
  }

  @Test
  void udpHasNoTcpStates() {
    assertThat(internet("udp"))
        .containsExactly(
            new SocketInfo("udp", "127.0.0.53:53", "0.0.0.0:*", "UNCONN", "101", 20131));
  }

  @Test
  void aUnixPathMayHoldBlanksAndNewlines() {
    assertThat(SocketInfo.parseUnix(Captured.text("net-unix")))
        .containsExactly(
            new SocketInfo("unix stream", "", "", "CONNECTED", "", 3410485),
            new SocketInfo("unix stream", "/run/docker.sock", "", "LISTEN", "", 14190),
            new SocketInfo("unix dgram", "@a name with blanks", "", "UNCONNECTED", "", 14277),
            new SocketInfo("unix seqpacket", "/run/two", "", "LISTEN", "", 14300));
  }

  @ParameterizedTest
  @CsvSource({
    "00000000000000000000000000000000, ::",
    "00000000000000000000000000000001, ::1",
    "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
    "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
    "fe800000000000000000000000000000, fe80::",
    "00000000000000000000ffffc0000201, ::ffff:192.0.2.1"
  })
  void ipv6IsWrittenAsRfc5952Says(String hex, String text) {
    assertThat(SocketAddresses.ipv6(hex)).isEqualTo(text);
  }
}
