package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

/** What anybody on the machine can put into a name, and what a process that ends cuts off. */
class HostileTextTests {

  private static final String STAT = " S 1 0 0 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 %d 0\n";

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("()\n\r\t\\ :,=#-aR0\0")
        .withCharRange(' ', '~')
        .ofMaxLength(15);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("() \r\n\t\\:,#-az").ofMinLength(1).ofMaxLength(40);
  }

  @Property(tries = 500)
  void statFindsItsFieldsBehindAnyName(
      @ForAll("names") String name, @ForAll @LongRange(min = 0) long start) {
    Stat stat = Stat.parse("7 (" + name + ")" + STAT.formatted(start)).orElseThrow();
    assertThat(stat.name()).isEqualTo(name);
    assertThat(stat.startTicks()).isEqualTo(start);
  }

  @Property(tries = 500)
  void statusFindsItsLinesBehindAnyEscapedName(@ForAll("names") String name) {
    String escaped = name.replace("\\", "\\\\").replace("\n", "\\n");
    Status status = Status.parse("Name:\t" + escaped + "\nState:\tR (running)\n").orElseThrow();
    assertThat(status.firstWord("State")).isEqualTo("R");
    assertThat(new StatusFacts().all(status)).hasSize(2);
  }

  @Property(tries = 500)
  void aMountIsReadWhateverItsTargetIsCalled(@ForAll("paths") String target) {
    String line = "1 2 0:3 / /%s rw shared:1 - tmpfs none rw\n".formatted(escaped(target));
    assertThat(Mount.parseAll(line)).extracting(Mount::target).containsExactly("/" + target);
  }

  @Property(tries = 500)
  void everyCutOfAStatusIsReadOrLeftOut(@ForAll @LongRange(min = 0, max = 2000) long length) {
    String text = Captured.text("status-6.12-docker");
    String cut = text.substring(0, (int) Math.min(length, text.length()));
    Status.parse(cut.substring(0, cut.lastIndexOf('\n') + 1))
        .ifPresent(status -> assertThat(new StatusFacts().all(status)).isNotEmpty());
  }

  @Property(tries = 500)
  void anEnvironmentOfAnythingKeepsItsValues(@ForAll @NotEmpty List<@NotEmpty String> values) {
    StringBuilder text = new StringBuilder();
    List<String> clean = values.stream().map(value -> value.replace('\0', '0')).toList();
    clean.forEach(value -> text.append("K=").append(value).append('\0'));
    assertThat(EnvironmentVariable.parseAll(text.toString()))
        .extracting(EnvironmentVariable::value)
        .containsExactlyElementsOf(clean);
  }

  @Property(tries = 500)
  void unixSocketsAreReadWhateverTheirPathIs(@ForAll("paths") String path) {
    String line = "00000000c23a249e: 00000002 00000000 00010000 0001 01 14190 ";
    assertThat(SocketInfo.parseUnix("Num\n" + line + path + "\n" + line + "/last\n"))
        .extracting(SocketInfo::local)
        .containsExactly(path.split("\n", 2)[0], "/last");
  }

  @Property(tries = 500)
  void idsOfThirtyTwoBitsArePositive(@ForAll @LongRange(min = 0, max = 4294967295L) long id) {
    IdMap map = IdMap.parseAll("uid", "%10d %10d %10d\n".formatted(id, id, id)).get(0);
    assertThat(map).isEqualTo(new IdMap("uid", id, id, id));
  }

  @Property(tries = 500)
  void aMembershipIsReadWhateverTheCgroupIsCalled(@ForAll("paths") String path) {
    String name = "/" + path.replace("\n", ""); // the kernel refuses a cgroup name with a newline
    assertThat(Membership.parseAll("4:memory:" + name + "\n0::" + name + "\n"))
        .extracting(Membership::path)
        .containsExactly(name, name);
  }

  @Property(tries = 500)
  void anIpv6AddressReadsBack(@ForAll("addresses") byte[] address) throws UnknownHostException {
    String text = SocketAddresses.ipv6(HexFormat.of().formatHex(address));
    assertThat(InetAddress.getByName(text)).isEqualTo(InetAddress.getByAddress(address));
  }

  @Provide
  Arbitrary<byte[]> addresses() {
    Arbitrary<Byte> mostlyZero =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just((byte) 0)), Tuple.of(1, Arbitraries.bytes()));
    return mostlyZero.array(byte[].class).ofSize(16);
  }

  private static String escaped(String path) {
    return path.replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012")
        .replace("#", "\\043");
  }
}
