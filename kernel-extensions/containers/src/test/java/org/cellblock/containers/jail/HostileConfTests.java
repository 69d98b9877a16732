package org.cellblock.containers.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.junit.jupiter.api.Test;

/** Any text is either a jail.conf or a mistake with a place. */
class HostileConfTests {

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.strings()
        .withChars("{};=+,$*\\\"'#/ \n\tab.0x\0ü\uD83D")
        .all()
        .ofMaxLength(60);
  }

  @Provide
  Arbitrary<String> nearly() {
    return Arbitraries.of(
            "a",
            "{",
            "}",
            ";",
            "=",
            "+=",
            ",",
            "$b",
            "${b}",
            ".include",
            "7",
            "\"",
            "'",
            "\\",
            "*",
            "a.*",
            " ",
            "\n",
            "persist",
            "path",
            "no",
            "#",
            "//",
            "/*",
            "*/",
            "\"$b\"",
            "ip4.addr",
            "10.0.0.1|",
            "$")
        .list()
        .ofMaxSize(40)
        .map(words -> String.join("", words));
  }

  @Provide
  Arbitrary<Map<String, List<String>>> parameters() {
    StringArbitrary names =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
    Arbitrary<String> values =
        Arbitraries.strings().withCharRange('\1', '\uD7FF').withChars("\\\"'$\n").ofMaxLength(20);
    return Arbitraries.maps(
            names.map(name -> "my." + name), values.list().ofMinSize(1).ofMaxSize(3))
        .ofMaxSize(4);
  }

  @Property(tries = 2000)
  void noiseIsReadOrAMistakeWithAPlace(@ForAll("noise") String text) {
    readOrMistake(text);
  }

  @Property(tries = 2000)
  void whatIsNearlyAJailConfIsReadOrAMistakeWithAPlace(@ForAll("nearly") String text) {
    readOrMistake(text);
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadAsTheSame(@ForAll("parameters") Map<String, List<String>> parameters) {
    Jail jail = new Jail(parameters, Map.of(), "round");
    Jail read = Jail.parse(jail.conf());
    assertThat(read.parameters()).isEqualTo(new LinkedHashMap<>(parameters));
    assertThat(read.conf()).isEqualTo(jail.conf());
  }

  @Test
  void variablesThatDoubleEachOtherAreAMistakeAndNotAllMemory() {
    StringBuilder text = new StringBuilder("a { $v0 = 0123456789;\n");
    for (int i = 1; i < 40; i++) {
      text.append("$v%d = $v%d$v%d;\n".formatted(i, i - 1, i - 1));
    }
    readOrMistake(text + "path = $v39; }");
    assertThat(mistake(text + "path = $v39; }"))
        .hasMessage(
            "jail.conf line 14, column 1: [v13] gets longer than 65536 characters: shorten its"
                + " variables");
  }

  @Test
  void variablesTooDeepInVariablesAreAMistakeAndNoOverflow() {
    StringBuilder text = new StringBuilder("a {\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("$v%d = $v%d;\n".formatted(i, i + 1));
    }
    assertThat(mistake(text + "}"))
        .hasMessage(
            "jail.conf line 52, column 8: [$v51] is in the 51th variable in variables: use fewer");
  }

  private static void readOrMistake(String text) {
    try {
      Jails.parse(text).forEach(jail -> assertThat(Jail.parse(jail.conf()).conf()).isNotEmpty());
    } catch (JailConfException mistake) {
      assertThat(mistake)
          .hasMessageStartingWith(
              "jail.conf line %d, column %d: ", mistake.line(), mistake.column());
      assertThat(mistake.line()).isBetween(1, (int) text.lines().count() + 1);
      assertThat(mistake.column()).isPositive();
    }
  }

  private static JailConfException mistake(String text) {
    try {
      Jail.parse(text);
    } catch (JailConfException mistake) {
      return mistake;
    }
    throw new AssertionError("expected a mistake");
  }
}
