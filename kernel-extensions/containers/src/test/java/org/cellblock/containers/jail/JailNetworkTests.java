package org.cellblock.containers.jail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.cellblock.containers.Cells;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsNamespaces
class JailNetworkTests {

  private String before;

  @BeforeEach
  void lookAtTheHost() {
    Assumptions.assumeTrue(
        Host.run("sh", "-c", "command -v ip").succeeded(), "needs ip: apt-get install iproute2");
    before = host();
  }

  @AfterEach
  void theHostsNetworkIsAsItWas() {
    Jails.stopAll();
    assertThat(host()).isEqualTo(before);
    assertThat(Cells.all()).noneMatch(cell -> cell.name().startsWith("cellblock-jail"));
  }

  @Test
  void twoJailsReachEachOtherWhateverTheirNetworks() {
    Jail one = busybox("jail-one { ip4.addr = 10.0.0.10; persist; }").start();
    Jail two = busybox("jail-two { ip4.addr = 'em0|192.0.2.7/24'; persist; }").start();
    assertThat(one.exec("ping", "-c", "1", "-W", "2", "192.0.2.7").stdout())
        .contains("1 packets received");
    assertThat(two.exec("ping", "-c", "1", "-W", "2", "10.0.0.10").succeeded()).isTrue();
    assertThat(two.exec("ip", "-o", "-4", "addr", "show", "em0").stdout())
        .contains("inet 192.0.2.7/24");
    assertThat(Jails.list().stringColumn("ip address").asList())
        .containsExactly("10.0.0.10", "192.0.2.7");
  }

  @Test
  void namesOfServicesAreReachedToo() {
    Jail server = busybox("jail-one { ip4.addr = 10.0.0.10; persist; }").start();
    Jail client = busybox("jail-two { ip4.addr = 10.0.0.11; persist; }").start();
    server.exec("sh", "-c", "echo hello > /tmp/index.html; httpd -p 80 -h /tmp");
    assertThat(client.exec("wget", "-q", "-O", "-", "http://10.0.0.10/").stdout())
        .isEqualTo("hello\n");
  }

  @Test
  void sixthVersionAddressesWorkAtOnce() {
    Jail one = busybox("jail-one { ip6.addr = fd00:cb::a; persist; }").start();
    busybox("jail-two { ip6.addr = 'eth0|fd00:cb::b/64'; persist; }").start();
    assertThat(one.exec("ping", "-6", "-c", "1", "-W", "2", "fd00:cb::b").succeeded()).isTrue();
  }

  @Test
  void withoutAddressesThereIsNothingButLoopback() {
    Jail jail = busybox("jail-one { persist; }").start();
    assertThat(jail.exec("ip", "-o", "link").stdout()).contains("lo:").hasLineCount(1);
  }

  @Test
  void theHostIsOutOfReach() {
    Jail jail = busybox("jail-one { ip4.addr = 10.0.0.10; persist; }").start();
    assertThat(jail.exec("ping", "-c", "1", "-W", "1", "10.0.0.99").succeeded()).isFalse();
    assertThat(Host.run("ip", "-o", "addr").stdout()).doesNotContain("10.0.0.10");
  }

  @Test
  void anAddressThatAnotherJailHasIsRefused() {
    busybox("jail-one { ip4.addr = 10.0.0.10; persist; }").start();
    Jail second = busybox("jail-two { ip4.addr = 10.0.0.11, 10.0.0.10; persist; }");
    assertThatIllegalArgumentException()
        .isThrownBy(second::start)
        .withMessage(
            "address [10.0.0.10] of jail jail-two: jail jail-one has it; stop that one, or take"
                + " another");
    assertThat(second.isRunning()).isFalse();
  }

  private static String host() {
    String devices = Host.run("ip", "-o", "link").stdout();
    return devices.lines().filter(line -> line.matches("\\d+: (j|em).*")).toList()
        + Host.run("ip", "route").stdout();
  }

  private static Jail busybox(String text) {
    return Jail.parse(text).rootFs(RootFs.busybox());
  }
}
