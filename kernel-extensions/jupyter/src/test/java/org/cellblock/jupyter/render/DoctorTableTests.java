package org.cellblock.jupyter.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cellblock.doctor.DoctorReport;
import org.cellblock.doctor.Finding;
import org.cellblock.doctor.Finding.YesNo;
import org.junit.jupiter.api.Test;

class DoctorTableTests {

  @Test
  void theNotebooksTableSaysTheVerdictAndEveryRemedy() {
    Finding java = new Finding("java", YesNo.YES, Finding.COURSE, "Java 17", "");
    Finding runc =
        new Finding("runc", YesNo.NO, "08 Docker", "not installed", "sudo apt-get install -y runc");
    assertThat(TableView.of(new DoctorReport("root", List.of(java, runc)).table()).text())
        .startsWith("The course can be taken on this machine (root).")
        .contains("sudo apt-get install -y runc");
  }
}
