package org.cellblock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import org.cellblock.doctor.Finding.YesNo;
import org.junit.jupiter.api.Test;

class DoctorReportTests {

  private static final Finding JAVA = new Finding("java", YesNo.YES, Finding.COURSE, "Java 17", "");
  private static final Finding RUNC =
      new Finding("runc", YesNo.NO, "08 Docker", "not installed", "sudo apt-get install -y runc");
  private static final DoctorReport REPORT = new DoctorReport("root", List.of(JAVA, RUNC));

  @Test
  void aLineSaysVerdictNameNeedAnswerAndRemedy() {
    Remedies remedies = new Remedies();
    assertThat(remedies.line(JAVA)).matches("yes java +the course +Java 17");
    assertThat(remedies.line(RUNC))
        .matches("no +runc +08 Docker +not installed -> sudo apt-get install -y runc");
  }

  @Test
  void aRemedyOfSeveralIsSaidOnce() {
    Finding crun = new Finding("crun", YesNo.NO, "08 Docker", "not installed", RUNC.remedy());
    Remedies remedies = new Remedies();
    assertThat(remedies.line(RUNC)).endsWith(" -> " + RUNC.remedy());
    assertThat(remedies.line(crun)).endsWith("not installed -> as for runc");
    DoctorReport report = new DoctorReport("root", List.of(JAVA, RUNC, crun));
    assertThat(report.table().stringColumn("remedy").asList())
        .containsExactly("", RUNC.remedy(), "as for runc");
    assertThat(report.json()).doesNotContain("as for runc");
  }

  @Test
  void theJsonHasAStableShape() {
    assertThat(JsonParser.parseString(REPORT.json()))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"course": true, "mode": "root", "findings": [
                  {"name": "java", "verdict": "yes", "needed": true,
                   "neededFor": "the course", "seen": "Java 17", "remedy": ""},
                  {"name": "runc", "verdict": "no", "needed": false,
                   "neededFor": "08 Docker", "seen": "not installed",
                   "remedy": "sudo apt-get install -y runc"}]}
                """));
  }
}
