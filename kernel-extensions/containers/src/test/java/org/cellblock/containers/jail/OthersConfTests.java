package org.cellblock.containers.jail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write in a jail.conf, as jail(8) of FreeBSD takes it: config.c, jailparse.y. */
class OthersConfTests {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "allow.raw_sockets = 1, true",
    "allow.raw_sockets = 0, false",
    "allow.raw_sockets = -3, true",
    "allow.raw_sockets = TRUE, true",
    "allow.raw_sockets = 'False', false",
    "allow.noraw_sockets, false",
    "allow.noraw_sockets = 1, false",
    "allow.noraw_sockets = 0, true",
    "allow.raw_sockets 0, false",
    "allow.raw_sockets = true; allow.raw_sockets += 0, false",
    "allow.raw_sockets = 0; allow.raw_sockets, true"
  })
  void aBooleanIsAWordInAnyCaseOrANumber(String statement, String value) {
    assertThat(parameters(statement)).containsEntry("allow.raw_sockets", List.of(value));
  }

  @ParameterizedTest
  @CsvSource({"2, inherit", "1, new", "0, disable", "NEW, new", "inherit, inherit"})
  void aSubsystemIsAWordOrTheKernelsNumber(String written, String value) {
    assertThat(parameters("sysvshm = " + written)).containsEntry("sysvshm", List.of(value));
  }

  @Test
  void aHostIdHasNoSignAndAnIntegerHasOne() {
    assertThat(parameters("host.hostid = 3405691582; securelevel = -1; stop.timeout = +5"))
        .containsEntry("host.hostid", List.of("3405691582"))
        .containsEntry("securelevel", List.of("-1"))
        .containsEntry("stop.timeout", List.of("5"));
    assertThat(parameters("host.hostid = 18446744073709551615"))
        .containsEntry("host.hostid", List.of("18446744073709551615"));
  }

  @Test
  void ofSeveralValuesTheLastCountsWhereOneIsMeant() {
    assertThat(parameters("path = /a, /b; securelevel = 1, 3; exec.start = a, b"))
        .containsEntry("path", List.of("/b"))
        .containsEntry("securelevel", List.of("3"))
        .containsEntry("exec.start", List.of("a", "b"));
  }

  @Test
  void emptyStatementsAreNothing() {
    assertThat(Jails.parse(";; web { ; path = /a;; persist; } ;"))
        .singleElement()
        .extracting(Jail::parameters)
        .isEqualTo(Map.of("path", List.of("/a"), "persist", List.of("true")));
  }

  /** jail(8) has no rule for it: editors write one that the reader of a file shouldn't see. */
  @Test
  void aByteOrderMarkIsNothing() {
    assertThat(Jail.parse("\ufeffweb { persist; }").name()).isEqualTo("web");
  }

  @Test
  void aNumberBeforeTheBraceIsTheJid() {
    Jail named = Jail.parse("5309 { name = base; path = \"/srv/$name$jid\"; }");
    assertThat(named.name()).isEqualTo("base");
    assertThat(named.parameters())
        .containsOnly(entry("jid", List.of("5309")), entry("path", List.of("/srv/base5309")));
    assertThat(Jail.parse(named.conf()).parameters()).isEqualTo(named.parameters());
    assertThat(Jail.parse("7 { persist; }").name()).isEqualTo("7");
    assertThat(Jail.parse("0 { path = /$name; }").parameters())
        .containsOnly(entry("path", List.of("/0")));
  }

  @Test
  void aStarStandsForAPartOfAName() {
    List<Jail> jails =
        Jails.parse("*.web { persist; } a.*.c { vnet; } web { } a.web { } a.b.web { } a.b.c { }");
    assertThat(jails)
        .filteredOn(jail -> jail.is("persist", "true"))
        .extracting(Jail::name)
        .containsExactly("a.web");
    assertThat(jails)
        .filteredOn(jail -> jail.is("vnet", "new"))
        .extracting(Jail::name)
        .containsExactly("a.b.c");
  }

  @Test
  void aLinkLocalAddressMayNameItsDevice() {
    assertThat(Jail.parse("a { ip6.addr = fe80::1%em0/64; }").addresses())
        .containsExactly(new Address("em0", "fe80::1", 64));
    assertThat(Jail.parse("a { ip6.addr = 'e0b_a|fe80::1%e0b_a/64'; }").addresses())
        .containsExactly(new Address("e0b_a", "fe80::1", 64));
  }

  @Test
  void aDevicesNameMayBeginWithADigit() {
    assertThat(Jail.parse("a { interface = 0x; ip4.addr = '2cool|10.0.0.1/24', 10.0.0.2; }"))
        .extracting(Jail::addresses)
        .isEqualTo(
            List.of(new Address("2cool", "10.0.0.1", 24), new Address("0x", "10.0.0.2", 32)));
  }

  @Test
  void whatIsWrongInOneJailKeepsNoOtherFromStarting() {
    List<Jail> jails =
        Jails.parse("good { persist; } bad { path = /$no; } wrong { persist = maybe; }");
    assertThat(jails).extracting(Jail::name).containsExactly("good", "bad", "wrong");
    assertThat(jails.get(0).failure()).isEmpty();
    String mistake =
        "jail.conf line 1, column 33: [$no] has no value in the jail [bad]: expected one of name,"
            + " path";
    assertThat(jails.get(1).failure()).get().extracting(Throwable::getMessage).isEqualTo(mistake);
    for (Jail bad : List.of(jails.get(1), jails.get(1).path(Path.of("/srv")))) {
      assertThatIllegalArgumentException().isThrownBy(bad::start).withMessage(mistake);
      assertThatIllegalArgumentException().isThrownBy(bad::conf).withMessage(mistake);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(jails.get(2)::start)
        .withMessageEndingWith("persist = [maybe]: expected true or false");
  }

  @Test
  void theParametersOfTodaysJailsAreKnown() {
    Jail jail =
        Jail.parse(
            """
            web {
              path = "/srv/web"; allow.mount; allow.mount.zfs; allow.mount.nullfs;
              allow.mount.notmpfs; allow.mount.devfs; allow.mount.fdescfs; allow.mount.linprocfs;
              allow.adjtime; allow.extattr; allow.nfsd; zfs.mount_snapshot = 1; meta = "a=b";
              env = "X=1"; exec.prepare = "true"; exec.release = "true"; persist;
            }
            """);
    assertThat(jail.unknown()).isEmpty();
    assertThat(jail.parameters())
        .containsEntry("allow.mount.tmpfs", List.of("false"))
        .containsEntry("zfs.mount_snapshot", List.of("1"));
  }

  @Test
  void aFileIncludesOthersBesideItAndInTheirOrder() throws IOException {
    write("jail.conf", "$top = /srv; .include \"d/*.conf\"; .include 'last';");
    write("d/b.conf", "b { path = $top/b; persist; }");
    write("d/a.conf", "path = '/'; .include \"x/more\";");
    write("d/x/more", "a { persist; }");
    write("d/.hidden.conf", "no jail.conf");
    write("d/other.txt", "no jail.conf");
    write("last", "securelevel = 2;");
    List<Jail> jails = Jails.read(directory.resolve("jail.conf"));
    assertThat(jails).extracting(Jail::name).containsExactly("a", "b");
    assertThat(jails).extracting(jail -> jail.value("path", "")).containsExactly("/", "/srv/b");
    assertThat(jails).allMatch(jail -> jail.is("securelevel", "2"));
  }

  @Test
  void aFileInABlockIsForItsJailAlone() throws IOException {
    write("template", "vnet; path = \"/srv/$name\";;");
    Path conf =
        write(
            "jail.conf",
            "a { .include '%s/template'; persist; } b { persist; }".formatted(directory));
    List<Jail> jails = Jails.read(conf);
    assertThat(jails.get(0).parameters()).containsEntry("path", List.of("/srv/a"));
    assertThat(jails.get(1).parameters()).containsOnlyKeys("persist");
    write("template", "c { persist; }");
    assertThat(mistake(conf))
        .hasMessage(
            "%s/template line 1, column 3: [{]: expected =, +=, a value or ; after [c]"
                .formatted(directory));
  }

  /** Whether jail(8) takes a pattern without a match is not in its manual. */
  @Test
  void aPatternThatNothingMatchesIncludesNothing() throws IOException {
    Path conf = write("jail.conf", ".include \"jail.conf.d/*.conf\"; a { persist; }");
    assertThat(Jails.read(conf)).extracting(Jail::name).containsExactly("a");
  }

  @Test
  void filesThatCannotBeIncludedAreNamed() throws IOException {
    Path conf = write("jail.conf", "\n.include none;");
    assertThat(mistake(conf))
        .hasMessage(
            "%s line 2, column 10: [%s]: expected a file that is there",
            conf, directory.resolve("none"));
    assertThat(mistake(directory.resolve("none")))
        .hasMessage("[%s]: expected a file that is there", directory.resolve("none"));
    write("jail.conf", ".include \"jail.conf\";");
    assertThat(mistake(conf))
        .hasMessageEndingWith("[jail.conf] is the 32th file in files: expected fewer");
    write("jail.conf", ".include jail.conf, jail.conf;");
    assertThat(mistake(conf)).hasMessageContaining("expected fewer");
    write("jail.conf", ".include '[';");
    assertThat(mistake(conf)).hasMessageContaining("[[] is no pattern of glob(3): ");
    Files.write(conf, new byte[] {'a', (byte) 0xff});
    assertThat(mistake(conf)).hasMessage("[%s] isn't UTF-8: save it so", conf);
    Files.write(conf, new byte[(1 << 20) + 1]);
    assertThat(mistake(conf)).hasMessageContaining("is longer than 1048576 bytes");
    write("jail.conf", ".include '/dev/zero';");
    assertThat(mistake(conf)).hasMessageContaining("[/dev/zero]: expected a file that is there");
  }

  @Provide
  Arbitrary<String> jails() {
    Arbitrary<String> statement =
        Arbitraries.of(
            "persist",
            "nopersist",
            "allow.mount = 0",
            "allow.nomlock = 1",
            "ip4.addr += 10.0.0.1",
            "ip4.addr = 'em0|10.0.0.2/24, 10.0.0.3'",
            "ip6.addr = fe80::1%em0/64",
            "path = /a, \"/$name b\\t\\\"\"",
            "$v = 'x;y', $name",
            "depend = $v",
            "host.hostid 4294967295",
            "vnet",
            "sysvmsg = 2",
            "exec.start += \"echo \\$HOME '${name}'\"",
            "meta = 'a\nb'",
            "unknown.one = 1, 2",
            "");
    Arbitrary<String> name = Arbitraries.of("a", "b.c", "17", "*", "b.*", "\"d-e\"");
    Arbitrary<String> block =
        Combinators.combine(name, statement.list().ofMaxSize(6))
            .as((word, all) -> word + " { $v = 1; " + String.join("; ", all) + "; }\n");
    return Arbitraries.oneOf(block, statement.map(each -> "$v = 2; " + each + ";\n"))
        .list()
        .ofMaxSize(6)
        .map(all -> String.join("", all) + "last { }")
        .map(text -> text.replace("17 { ", "17 { name = n17; "));
  }

  @Property(tries = 500)
  void whatIsReadIsWrittenSoThatItIsReadAsTheSame(@ForAll("jails") String text) {
    List<Jail> jails = Jails.parse(text);
    assertThat(jails).isNotEmpty();
    for (Jail jail : jails) {
      Jail read = Jail.parse(jail.conf());
      assertThat(read.name()).isEqualTo(jail.name());
      assertThat(read.parameters()).isEqualTo(jail.parameters());
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static JailConfException mistake(Path conf) {
    return catchThrowableOfType(JailConfException.class, () -> Jails.read(conf));
  }

  private static Map<String, List<String>> parameters(String statements) {
    return Jail.parse("web { " + statements + "; }").parameters();
  }
}
