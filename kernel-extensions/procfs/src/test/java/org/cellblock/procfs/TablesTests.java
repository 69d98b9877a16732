package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
