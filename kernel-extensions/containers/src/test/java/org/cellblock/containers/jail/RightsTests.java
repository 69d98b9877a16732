package org.cellblock.containers.jail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellblock.linux.Capability.CAP_SYS_ADMIN;
import static org.cellblock.linux.Capability.CAP_SYS_PTRACE;

import java.util.List;
import java.util.Set;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Linux;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks the kernel what is left of root's power in a jail. */
@NeedsNamespaces
class RightsTests {

  @AfterEach
  void stopAll() {
    Jails.stopAll();
  }

  @Test
  void withoutParametersNothingIsTaken() {
    Jail jail = started("");
    assertThat(bounding(jail)).contains(CAP_SYS_ADMIN, CAP_SYS_PTRACE);
    assertThat(jail.exec("hostname", "other").succeeded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, ''",
    "0, ''",
    "1, CAP_SYS_MODULE CAP_SYS_RAWIO CAP_LINUX_IMMUTABLE",
    "2, CAP_SYS_MODULE CAP_SYS_RAWIO CAP_LINUX_IMMUTABLE CAP_SYS_TIME CAP_MKNOD",
    "3, CAP_SYS_MODULE CAP_SYS_RAWIO CAP_LINUX_IMMUTABLE CAP_SYS_TIME CAP_MKNOD CAP_NET_ADMIN"
  })
  void eachSecurelevelTakesMore(int level, String names) {
    Set<Capability> all = bounding(started(""));
    Set<Capability> left = bounding(started("securelevel = %d;".formatted(level)));
    List<String> taken =
        all.stream().filter(each -> !left.contains(each)).map(Enum::name).sorted().toList();
    List<String> expected =
        names.isEmpty()
            ? List.of()
            : List.of((names + " CAP_SYS_PTRACE").split(" ")).stream().sorted().toList();
    assertThat(taken).isEqualTo(expected);
  }

  @Test
  void atSecurelevelThreeTheLoopbackStaysUp() {
    assertThat(started("securelevel = 3;").exec("ip", "link", "set", "lo", "down").stderr())
        .contains("Operation not permitted");
  }

  @Test
  void withoutSetHostnameTheHostNameStays() {
    Jail jail = started("host.hostname = fixed; allow.noset_hostname;");
    assertThat(jail.exec("hostname", "other").succeeded()).isFalse();
    assertThat(jail.exec("hostname").stdout()).isEqualTo("fixed\n");
    assertThat(jail.exec("mount", "-t", "tmpfs", "none", "/tmp").succeeded()).isFalse();
  }

  @Test
  void whatIsAllowedByNameStaysAllowed() {
    Jail jail = started("allow.set_hostname; allow.nomount;");
    assertThat(jail.exec("hostname", "other").succeeded()).isTrue();
    assertThat(bounding(jail)).contains(CAP_SYS_ADMIN);
  }

  @Test
  void javaInTheJailIsUnderTheSameRule() {
    Jail jail = started("allow.noset_hostname;");
    String errno =
        jail.cell()
            .call(
                () -> {
                  try {
                    Linux.sethostname("other");
                    return "none";
                  } catch (SyscallException refused) {
                    return refused.errnoName();
                  }
                });
    assertThat(errno).isEqualTo("EPERM");
  }

  @Test
  void aReservedPortIsRefused() {
    String listen = "nc -l -p 80 -w 1 2>&1";
    assertThat(started("").exec("sh", "-c", listen).stdout()).doesNotContain("bind");
    assertThat(started("allow.noreserved_ports;").exec("sh", "-c", listen).stdout())
        .contains("bind: Permission denied");
  }

  @Test
  void aRawSocketIsRefused() {
    String arp = "arping -c 1 -w 1 -I lo 127.0.0.1 2>&1";
    assertThat(started("").exec("sh", "-c", arp).stdout()).doesNotContain("not permitted");
    assertThat(started("allow.noraw_sockets;").exec("sh", "-c", arp).stdout())
        .contains("Operation not permitted");
  }

  @Test
  void lockedMemoryIsLimitedToNone() {
    assertThat(started("allow.nomlock;").exec("sh", "-c", "ulimit -l").stdout()).isEqualTo("0\n");
  }

  @Test
  void pidOneCantBeMadeToGiveThemBack() {
    assertThat(started("").exec("readlink", "/proc/1/exe").succeeded()).isTrue();
    Jail jail = started("allow.noraw_sockets;");
    assertThat(jail.exec("readlink", "/proc/1/exe").succeeded()).isFalse();
    assertThat(jail.exec("readlink", "/proc/self/exe").succeeded()).isTrue();
  }

  private static Jail started(String parameters) {
    return Jail.parse(
            "jail-rights { host.hostname = rights; ip4 = new; %s persist; }".formatted(parameters))
        .rootFs(RootFs.busybox())
        .start();
  }

  private static Set<Capability> bounding(Jail jail) {
    String line = jail.exec("grep", "CapBnd", "/proc/self/status").stdout();
    return Capability.in(
        Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1).strip(), 16));
  }
}
