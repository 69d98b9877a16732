package org.cellblock.procfs.cinf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatTextTests {

  private static final String STAT =
      "4711 (a (b) c) S 1 4711 4711 0 -1 4194304 100 0 0 0 12 34 0 0 20 0 7 0 100 2453504 90";

  @Test
  void fieldsAreCountedAsTheManPageDoesWhateverTheNameHolds() {
    StatText stat = StatText.of(STAT);
    assertThat(stat.state()).isEqualTo('S');
    assertThat(stat.field(4)).isEqualTo(1);
    assertThat(stat.field(14)).isEqualTo(12);
    assertThat(stat.field(15)).isEqualTo(34);
    assertThat(stat.field(20)).isEqualTo(7);
  }

  @Test
  void placesAreCountedFromNought() {
    assertThat(StatText.of("599 90 77 5\n").number(0)).isEqualTo(599);
    assertThat(StatText.of("599 90 77 5\n").number(1)).isEqualTo(90);
  }

  @Test
  void aKeyStandsAtTheBeginningOfItsLine() {
    StatText stat = StatText.of("core_usage_usec 1\nusage_usec 42\nuser_usec 7\n");
    assertThat(stat.numberAfter(ascii("usage_usec"))).isEqualTo(42);
  }

  @Test
  void anAbsentKeyIsNamed() {
    assertThatThrownBy(() -> StatText.of("user_usec 7\n").numberAfter(ascii("usage_usec")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no usage_usec");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
