package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdMapTests {

  @Test
  void theWholeRangeIsMoreThanAnInt() {
    assertThat(IdMap.parseAll("uid", "         0          0 4294967295\n"))
        .containsExactly(new IdMap("uid", 0, 0, 4_294_967_295L));
  }

  @Test
  void aMapMayHaveManyRanges() {
    assertThat(IdMap.parseAll("gid", "0 1000 1\n1 100000 65536\n"))
        .containsExactly(new IdMap("gid", 0, 1000, 1), new IdMap("gid", 1, 100_000, 65_536));
  }

  @Test
  void aMapThatNobodyHasWrittenIsEmpty() {
    assertThat(IdMap.parseAll("uid", "")).isEmpty();
  }
}
