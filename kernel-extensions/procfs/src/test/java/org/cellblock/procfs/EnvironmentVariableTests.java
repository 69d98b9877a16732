package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnvironmentVariableTests {

  @Test
  void aVariableEndsAtAZeroByte() {
    assertThat(EnvironmentVariable.parseAll("A=1\0B=x=y\0C=two\nlines\0"))
        .containsExactly(
            new EnvironmentVariable("A", "1"),
            new EnvironmentVariable("B", "x=y"),
            new EnvironmentVariable("C", "two\nlines"));
  }

  @Test
  void whatHasNoEqualsSignHasNoValue() {
    assertThat(EnvironmentVariable.parseAll("odd\0=odder\0"))
        .containsExactly(new EnvironmentVariable("odd", ""), new EnvironmentVariable("", "odder"));
  }

  @Test
  void aProcessThatEndedHasNone() {
    assertThat(EnvironmentVariable.parseAll("")).isEmpty();
  }
}
