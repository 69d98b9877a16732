package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class TablesTests {

  /** One row. */
  public record Planet(String name, int moons, long meanRadius) {}

  @Test
  void eachComponentBecomesAColumn() {
    Table table = Tables.of("planets", Planet.class, List.of(new Planet("Mars", 2, 6_779_000L)));
    assertThat(table.name()).isEqualTo("planets");
    assertThat(table.columnNames()).containsExactly("name", "moons", "mean radius");
    assertThat(table.types())
        .containsExactly(ColumnType.STRING, ColumnType.INTEGER, ColumnType.LONG);
    assertThat(table.row(0).getInt("moons")).isEqualTo(2);
  }

  @Test
  void noRowsAreATableWithColumns() {
    assertThat(Tables.of("none", Planet.class, List.of()).columnCount()).isEqualTo(3);
  }

  /** One row with a number that may be missing. */
  public record Moon(String name, OptionalLong discovered) {}

  @Test
  void anEmptyOptionalIsAMissingNumber() {
    Moon old = new Moon("Moon", OptionalLong.empty());
    Moon late = new Moon("Phobos", OptionalLong.of(1877));
    Table table = Tables.of("moons", Moon.class, List.of(old, late));
    assertThat(table.types()).containsExactly(ColumnType.STRING, ColumnType.LONG);
    assertThat(table.longColumn("discovered").isMissing(0)).isTrue();
    assertThat(table.longColumn("discovered").getLong(1)).isEqualTo(1877);
  }
}
