package org.cellblock.containers.jail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What jail.conf(5) promises of its syntax. */
class JailConfTests {

  @Test
  void aBlockIsAJailWithItsParameters() {
    Jail jail = Jail.parse("web { path = \"/srv/web\"; host.hostname = web.example.org; }");
    assertThat(jail.name()).isEqualTo("web");
    assertThat(jail.parameters())
        .containsExactly(
            entry("path", List.of("/srv/web")), entry("host.hostname", List.of("web.example.org")));
  }

  @Test
  void commentsOfThreeLanguagesAreBlanks() {
    String text =
        """
        # of the shell
        web { // of C++
          path /* of C, * with ** stars
                  on two lines */ = "/a"; # "until the end
          osrelease = a;
        }
        """;
    assertThat(parameters(text)).containsEntry("path", List.of("/a"));
    assertThat(parameters("web { path = '#/*//'; }")).containsEntry("path", List.of("#/*//"));
  }

  @Test
  void aCommentMayFollowAWordWithoutABlank() {
    assertThat(parameters("web { path = /a#comment\n; osrelease = b//comment\n; }"))
        .containsEntry("path", List.of("/a"))
        .containsEntry("osrelease", List.of("b"));
  }

  @Test
  void singleQuotesKeepDollarsAndDoubleQuotesDoNot() {
    assertThat(parameters("web { $a = b; path = '$a'; osrelease = \"$a\"; }"))
        .containsEntry("path", List.of("$a"))
        .containsEntry("osrelease", List.of("b"));
  }

  @Test
  void aBackslashQuotesAndKnowsTheCodesOfC() {
    assertThat(
            parameters("web { path = \"a\\tb\\x41\\101\\\"\\\\\\$x\\\nc\"; osrelease = a\\;b; }"))
        .containsEntry("path", List.of("a\tbAA\"\\$xc"))
        .containsEntry("osrelease", List.of("a;b"));
  }

  @Test
  void stringsThatTouchAreOne() {
    assertThat(parameters("web { $b = 2; path = /a'/b '\"$b\"${b}x; }"))
        .containsEntry("path", List.of("/a/b 22x"));
  }

  @Test
  void listsAreSeparatedByCommasAndAppendedTo() {
    assertThat(parameters("web { ip4.addr = 10.0.0.1, 10.0.0.2; ip4.addr += 10.0.0.3; }"))
        .containsEntry("ip4.addr", List.of("10.0.0.1", "10.0.0.2", "10.0.0.3"));
  }

  @Test
  void aQuotedListOfAddressesIsAListToo() {
    assertThat(parameters("web { ip4.addr = 'em0|10.0.0.1/255.255.255.0 mtu 9000, 10.0.0.2'; }"))
        .containsEntry("ip4.addr", List.of("em0|10.0.0.1/255.255.255.0 mtu 9000", "10.0.0.2"));
    assertThat(Jail.named("web").ip4("em0|10.0.0.1/255.255.255.0 mtu 9000").addresses())
        .containsExactly(new Address("em0", "10.0.0.1", 24));
  }

  @Test
  void aBareBooleanIsTrueAndWithNoItIsFalse() {
    assertThat(parameters("web { persist; allow.nomount; nomount.devfs; mount.noprocfs; vnet; }"))
        .containsEntry("persist", List.of("true"))
        .containsEntry("allow.mount", List.of("false"))
        .containsEntry("mount.devfs", List.of("false"))
        .containsEntry("mount.procfs", List.of("false"))
        .containsEntry("vnet", List.of("new"));
    assertThat(parameters("web { nopersist; allow.noset_hostname; persist = true; }"))
        .containsEntry("persist", List.of("true"))
        .containsEntry("allow.set_hostname", List.of("false"));
  }

  @Test
  void whatStandsOutsideIsForEveryJailAndSubstitutedInEach() {
    List<Jail> jails =
        Jails.parse("$top = /srv; path = \"$top/$name\"; exec.clean; a { } b { $top = /var; }");
    assertThat(jails)
        .extracting(jail -> jail.value("path", ""))
        .containsExactly("/srv/a", "/var/b");
    assertThat(jails).allMatch(jail -> jail.is("exec.clean", "true"));
  }

  @Test
  void theLaterOfTwoDefinitionsCounts() {
    String jail = "a { securelevel = 1; } ";
    String all = "* { securelevel = 3; } ";
    assertThat(parameters(all + jail)).containsEntry("securelevel", List.of("1"));
    assertThat(parameters(jail + all)).containsEntry("securelevel", List.of("3"));
  }

  @Test
  void aPatternIsForTheJailsBelow() {
    List<Jail> jails = Jails.parse("a.* { persist; } a { } a.b { } a.b.c { } ab.c { }");
    assertThat(jails)
        .filteredOn(jail -> jail.is("persist", "true"))
        .extracting(Jail::name)
        .containsExactly("a.b", "a.b.c");
  }

  @Test
  void aVariableMayBeAListOnItsOwn() {
    assertThat(parameters("web { $both = 10.0.0.1, 10.0.0.2; ip4.addr = $both, 10.0.0.3; }"))
        .containsEntry("ip4.addr", List.of("10.0.0.1", "10.0.0.2", "10.0.0.3"));
  }

  @Test
  void aParameterOfAnotherOneIsSubstitutedToo() {
    assertThat(parameters("web { path = \"/srv/${host.hostname}\"; host.hostname = w; }"))
        .containsEntry("path", List.of("/srv/w"));
  }

  @Test
  void aFileOfDefaultsAndOneJailThatDiffersIsReadAsTheManPageSays() {
    List<Jail> jails =
        Jails.parse(
            """
            exec.start = "/bin/sh /etc/rc";  # for all
            mount.devfs;
            path = "/jails/$name";

            mail { ip4.addr = 192.0.2.1, 192.0.2.2; }
            bare { path = /; exec.start = ''; mount.nodevfs; persist; }
            """);
    assertThat(jails.get(0).conf())
        .isEqualTo(
            """
            mail {
              exec.start = "/bin/sh /etc/rc";
              mount.devfs = "true";
              path = "/jails/mail";
              ip4.addr = "192.0.2.1", "192.0.2.2";
            }
            """);
    assertThat(jails.get(1).conf())
        .isEqualTo(
            """
            bare {
              exec.start = "";
              mount.devfs = "false";
              path = "/";
              persist = "true";
            }
            """);
  }

  @Test
  void unknownParametersAreKeptAndReported() {
    Jail jail = Jail.parse("web { persist; allow.flying; cpuset.colour = red; zfs.feather; }");
    assertThat(jail.unknown()).containsExactly("allow.flying", "cpuset.colour", "zfs.feather");
    assertThat(jail.parameters()).containsEntry("cpuset.colour", List.of("red"));
  }

  @Test
  void theFourElementsAreParametersLikeAnyOther() {
    Jail added =
        Jail.named("www")
            .path(Path.of("/srv/www"))
            .hostname("www")
            .ip4("10.0.0.10")
            .command("sleep", "9");
    assertThat(added.conf())
        .isEqualTo(
            """
            www {
              path = "/srv/www";
              host.hostname = "www";
              ip4.addr = "10.0.0.10";
              command = "sleep", "9";
            }
            """);
    assertThat(Jail.parse(added.conf()).parameters()).isEqualTo(added.parameters());
  }

  private static Map<String, List<String>> parameters(String text) {
    return Jail.parse(text).parameters();
  }
}
