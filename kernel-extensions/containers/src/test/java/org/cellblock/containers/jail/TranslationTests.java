package org.cellblock.containers.jail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** What becomes of each parameter is said, also where nothing does. */
class TranslationTests {

  @Test
  void eachParameterOfAJailIsARow() {
    Table table =
        Jail.parse("a { path = /srv/a; allow.raw_sockets; securelevel = 3; my.own = x; }")
            .translation();
    assertThat(table.columnNames())
        .containsExactly("parameter", "value", "freebsd", "linux", "exactness", "reason");
    assertThat(table.stringColumn("parameter").asList())
        .containsExactly("path", "allow.raw_sockets", "securelevel", "my.own");
    assertThat(table.stringColumn("exactness").asList())
        .containsExactly("exact", "exact", "nearest", "none");
    assertThat(table.stringColumn("linux").get(0))
        .isEqualTo("mount(MS_BIND), pivot_root(2), umount2(2)");
    assertThat(table.stringColumn("reason").get(3))
        .isEqualTo("jail(8) doesn't list it; kept, and nothing is done");
  }

  @Test
  void theSameParameterMayBeExactForOneValueOnly() {
    assertThat(exactness("persist", "true")).isEqualTo(Exactness.EXACT);
    assertThat(exactness("persist", "false")).isEqualTo(Exactness.NEAREST);
    assertThat(exactness("enforce_statfs", "1")).isEqualTo(Exactness.EXACT);
    assertThat(exactness("enforce_statfs", "2")).isEqualTo(Exactness.NEAREST);
  }

  @Test
  void whatIsNotExactHasAReasonAndWhatIsExactHasNone() {
    assertThat(Known.all()).hasSizeGreaterThan(80);
    assertThat(Known.all())
        .allMatch(row -> row.reason().isEmpty() == (row.exactness() == Exactness.EXACT));
    assertThat(Known.all()).allMatch(row -> !row.meaning().isEmpty());
  }

  @Test
  void whereNothingIsDoneNoCallIsNamed() {
    assertThat(Known.all())
        .filteredOn(row -> row.exactness() == Exactness.NONE && !row.linux().isEmpty())
        .extracting(Known::name)
        .containsExactly("mount.devfs");
  }

  @Test
  void allParametersAreInOneTable() {
    Table table = Jails.parameters();
    assertThat(table.stringColumn("parameter").asList()).contains("vnet", "allow.mlock", "mount");
    assertThat(table.rowCount()).isEqualTo(Known.all().size());
  }

  private static Exactness exactness(String parameter, String value) {
    return Known.of(parameter, value).orElseThrow().exactness();
  }
}
