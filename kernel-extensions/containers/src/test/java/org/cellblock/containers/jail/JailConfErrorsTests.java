package org.cellblock.containers.jail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake is one sentence that says where, what, and what was expected. */
class JailConfErrorsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '~',
      textBlock =
          """
          a { ¦ 1 ¦ 3 ¦ [{] opens the jail [a] and never ends: expected }
          a } ; ¦ 1 ¦ 3 ¦ [}]: expected =, +=, a value or ; after [a]
          a { path = ; } ¦ 1 ¦ 12 ¦ [;]: expected a value of [path]
          a { path = b c; } ¦ 1 ¦ 14 ¦ [c]: expected a comma or ; after the value of [path]
          a { path = b } ¦ 1 ¦ 14 ¦ [}]: expected a comma or ; after the value of [path]
          a { path; } ¦ 1 ¦ 5 ¦ [path] without a value: expected path = "..."
          a { persist = maybe; } ¦ 1 ¦ 5 ¦ persist = [maybe]: expected true or false
          a { securelevel = x; } ¦ 1 ¦ 5 ¦ securelevel = [x]: expected a whole number
          a { vnet = old; } ¦ 1 ¦ 5 ¦ vnet = [old]: expected new, inherit or disable
          a { allow.x = 3x; } ¦ 1 ¦ 5 ¦ allow.x = [3x]: expected true or false
          a { stop.timeout = 2147483648; } ¦ 1 ¦ 5 ¦ stop.timeout = [2147483648]: expected a whole number
          a { host.hostid = -1; } ¦ 1 ¦ 5 ¦ host.hostid = [-1]: expected a whole number, 0 to 18446744073709551615
          a { $b = 1; b = 2; } ¦ 1 ¦ 13 ¦ [$b] is a parameter and a variable: expected another name for the variable
          a { $path = /b; } ¦ 1 ¦ 5 ¦ [$path] is a parameter and a variable: expected another name for the variable
          7 { jid = 8; } ¦ 1 ¦ 5 ¦ [jid] is the word before the brace, here [7]: leave it out
          7 { path = /$name; } ¦ 1 ¦ 13 ¦ [$name] has no value in the jail [7]: expected one of jid, path
          7 { name = 'a b'; } ¦ 1 ¦ 5 ¦ [a b] as the name of a jail: expected 1 to 63 letters, digits, dots, dashes or underscores
          a { ip6.addr = 2001:db8::1%em0; } ¦ 1 ¦ 5 ¦ ip6.addr [2001:db8::1%em0]: expected an address like fd00::10/64, with a device before it like em0|fd00::10/64
          a { path = "b; } ¦ 1 ¦ 12 ¦ ["] opens a string that never ends: expected another "
          a { path = 'b; } ¦ 1 ¦ 12 ¦ ['] opens a string that never ends: expected another '
          a { /* path; } ¦ 1 ¦ 5 ¦ [/*] is a comment without end: expected */
          a { path = ${b ¦ 1 ¦ 12 ¦ [${b] is an unfinished variable: expected ${name}
          a { path = \\0; } ¦ 1 ¦ 12 ¦ this escape stands for a NUL byte, which ends a string: leave it out
          a { path = ü; } ¦ 1 ¦ 12 ¦ [ü] has no meaning here: put quotes around a value that contains it
          a { path = $b; } ¦ 1 ¦ 12 ¦ [$b] has no value in the jail [a]: expected one of name, path
          a { $b = $c; $c = $b; } ¦ 1 ¦ 19 ¦ [$b] needs its own value: take it out of what it is made of
          a { $b = 1, 2; path = "/$b"; } ¦ 1 ¦ 25 ¦ [$b] has 2 values, [1, 2]: expected one, as it is a part of a longer string
          a { name = b; } ¦ 1 ¦ 5 ¦ [name] is the word before the brace, here [a]: leave it out
          a { interface = "a netns 1"; } ¦ 1 ¦ 5 ¦ interface = [a netns 1]: expected a device's name, 1 to 15 letters, digits, dots, dashes or underscores
          a { ip4.addr = 1.2.3.4/33; } ¦ 1 ¦ 5 ¦ ip4.addr [1.2.3.4/33]: expected an address like 10.0.0.10/24, with a device before it like em0|10.0.0.10/24
          a { ip6.addr = 10.0.0.1; } ¦ 1 ¦ 5 ¦ ip6.addr [10.0.0.1]: expected an address like fd00::10/64, with a device before it like em0|fd00::10/64
          a+ { } ¦ 1 ¦ 1 ¦ [a+] as the name of a jail: expected 1 to 63 letters, digits, dots, dashes or underscores
          $a { } ¦ 1 ¦ 1 ¦ [${a}]: expected a name without a variable in it
          a { 'b c' = d; } ¦ 1 ¦ 5 ¦ [b c] as a parameter: expected a name of letters, digits, dots, dashes and underscores
          .include "b"; ¦ 1 ¦ 10 ¦ [.include] reads other files, and this text is in none: Jails.read(path) knows where to look
          a { .include = "b"; } ¦ 1 ¦ 16 ¦ [.include] reads other files, and this text is in none: Jails.read(path) knows where to look
          .include "$b"; ¦ 1 ¦ 10 ¦ [${b}]: expected a file without variables
          .include; ¦ 1 ¦ 9 ¦ [;]: expected a value of [.include]
          """)
  void aMistakeIsToldWithItsLineAndColumn(String text, int line, int column, String what) {
    JailConfException error =
        catchThrowableOfType(JailConfException.class, () -> Jail.parse("\n" + text));
    assertThat(error).hasMessage("jail.conf line %d, column %d: %s", line + 1, column, what);
    assertThat(error.line()).isEqualTo(line + 1);
    assertThat(error.column()).isEqualTo(column);
  }

  @Test
  void linesAreCountedThroughCommentsAndStrings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jail.parse("/*\n\n*/ a {\n path = \"\n\n\"; = }"))
        .withMessage(
            "jail.conf line 6, column 4: [=]: expected a parameter, or } at the end of the jail");
  }

  @Test
  void oneJailIsExpectedWhereThereAreTwo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jail.parse("a { } b { }"))
        .withMessage(
            "jail.conf with 2 jails [a, b]: expected one; Jails.parse(text) reads any number");
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jail.named("a").ip4("em0|10.0.0.300/24"))
        .withMessage(
            "ip4.addr [em0|10.0.0.300/24]: expected an address like 10.0.0.10/24, with a device"
                + " before it like em0|10.0.0.10/24");
  }

  @Test
  void aValueThatAParameterCannotHaveIsRefusedFromACallToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jail.named("a").set("stop.timeout", "soon"))
        .withMessage("stop.timeout = [soon]: expected a whole number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jail.named("a b"))
        .withMessage(
            "[a b] as the name of a jail: expected 1 to 63 letters, digits, dots, dashes or"
                + " underscores");
  }
}
