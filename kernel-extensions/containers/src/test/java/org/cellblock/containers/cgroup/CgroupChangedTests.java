package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.procfs.CgroupFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a cgroup which changed meanwhile is told of by name. */
@Tag("kernel")
class CgroupChangedTests {

  @TempDir private Path directory;

  @Test
  @NeedsCgroups
  void aSettingOfACgroupThatWasClosedMeanwhileIsTold() {
    Cgroup cgroup = Cgroup.create("gone");
    cgroup.close();
    assertThatThrownBy(() -> CgroupFile.of(cgroup, CgroupSetting.CPUS))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("cgroup gone has no file for its cpus any more: was it closed meanwhile?");
  }

  @Test
  void aSettingOfTwoFilesIsThereWhenBothAre() throws IOException {
    CgroupFiles files = new CgroupFiles(directory);
    Files.writeString(directory.resolve("cpu.cfs_quota_us"), "20000\n");
    assertThat(CgroupSetting.CPUS.read(files, false)).isEmpty();
    Files.writeString(directory.resolve("cpu.cfs_period_us"), "100000\n");
    assertThat(CgroupSetting.CPUS.read(files, false)).contains("20000 100000");
  }

  @Test
  void aLimitThatSomebodyElseHasChangedIsTold() {
    CgroupFile file = new CgroupFile("pids", "no limit", "v1", "pids.max", "max", "", "");
    assertThatThrownBy(file::number)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("pids.max [max]: expected the number that was set: was it changed meanwhile?");
  }
}
