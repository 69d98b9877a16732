package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceLimitTests {

  private final List<ResourceLimit> limits = ResourceLimit.parseAll(Captured.text("limits-6.18"));

  @Test
  void sixteenLimitsHaveTheirNames() {
    assertThat(limits).hasSize(16);
    assertThat(limits)
        .extracting(ResourceLimit::resource)
        .doesNotContain("")
        .doesNotHaveDuplicates();
  }

  @Test
  void aLimitHasASoftAndAHardValue() {
    assertThat(limits)
        .contains(
            new ResourceLimit("Max stack size", "8388608", "unlimited", "bytes", "RLIMIT_STACK"));
  }

  @Test
  void someHaveNoUnit() {
    assertThat(limits)
        .contains(new ResourceLimit("Max nice priority", "0", "0", "", "RLIMIT_NICE"));
  }

  @Test
  void theLargestNumberIsOne() {
    assertThat(
            ResourceLimit.parseAll(
                "Limit Soft Hard\nMax new thing   18446744073709551614 unlimited   things  \n"))
        .containsExactly(
            new ResourceLimit("Max new thing", "18446744073709551614", "unlimited", "things", ""));
  }

  @Test
  void anEmptyFileHasNone() {
    assertThat(ResourceLimit.parseAll("")).isEmpty();
  }
}
