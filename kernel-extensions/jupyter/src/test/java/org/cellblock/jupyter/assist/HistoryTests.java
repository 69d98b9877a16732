package org.cellblock.jupyter.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dflib.jjava.jupyter.kernel.history.HistoryManager.ResultFlag.INCLUDE_OUTPUT;
import static org.dflib.jjava.jupyter.kernel.history.HistoryManager.ResultFlag.UNIQUE;

import java.util.List;
import java.util.Set;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTests {
  private final History history = new History();

  @BeforeEach
  void fill() {
    history.add(1, "1 + 1", "2");
    history.add(2, "x", null);
    history.add(3, "1 + 1", "2");
  }

  private static List<Integer> cells(List<HistoryEntry> entries) {
    return entries.stream().map(HistoryEntry::getCellNumber).toList();
  }

  @Test
  void theTailIsTheLast() {
    assertThat(cells(history.lookupTail(2, Set.of()))).containsExactly(2, 3);
  }

  @Test
  void aRangeEndsBeforeItsStop() {
    assertThat(cells(history.lookupRange(1, 1, 3, Set.of()))).containsExactly(1, 2);
  }

  @Test
  void aGlobIsNoRegularExpression() {
    assertThat(cells(history.search("1 + *", 0, Set.of()))).containsExactly(1, 3);
    assertThat(cells(history.search("?", 0, Set.of()))).containsExactly(2);
  }

  @Test
  void uniqueKeepsOneOfEach() {
    assertThat(history.search("*", 0, Set.of(UNIQUE))).hasSize(2);
  }

  @Test
  void outputComesOnlyWhenAskedFor() {
    assertThat(history.lookupTail(1, Set.of()).get(0).hasOutput()).isFalse();
    assertThat(history.lookupTail(1, Set.of(INCLUDE_OUTPUT)).get(0).getOutput()).isEqualTo("2");
  }
}
