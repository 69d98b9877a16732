package org.cellblock.jupyter.start;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TrainingTests {
  @Test
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aKernelThatDoesNotAnswerIsNamed() {
    int[] nobody = {1, 1, 1, 1, 1};
    assertThatThrownBy(() -> Training.talk(nobody, Duration.ofMillis(100)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the training's kernel_info_request: not done within 0 s");
  }
}
