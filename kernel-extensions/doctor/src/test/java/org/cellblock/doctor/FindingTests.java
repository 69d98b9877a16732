package org.cellblock.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.cellblock.doctor.Finding.YesNo;
import org.junit.jupiter.api.Test;

class FindingTests {

  @Test
  void aNoWithoutARemedyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Finding("runc", YesNo.NO, "08 Docker", "not installed", ""))
        .withMessage("finding [runc: no] with remedy []: expected one exactly for a no");
  }

  @Test
  void aYesWithARemedyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Finding("runc", YesNo.YES, "08 Docker", "answers", "reinstall"))
        .withMessage("finding [runc: yes] with remedy [reinstall]: expected one exactly for a no");
  }

  @Test
  void onlyANoThatTheCourseNeedsForbidsIt() {
    assertThat(new Finding("a", YesNo.NO, Finding.COURSE, "x", "y").forbidsCourse()).isTrue();
    assertThat(new Finding("a", YesNo.NO, "08 Docker", "x", "y").forbidsCourse()).isFalse();
    assertThat(new Finding("a", YesNo.YES, Finding.COURSE, "x", "").forbidsCourse()).isFalse();
  }
}
