package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.Linux;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;

/** That a cell writes to cgroups that Cellblock made, and moves its own programs alone. */
@NeedsNamespaces
@NeedsCgroups
class OwnCgroupTests {

  @Test
  void aCgroupOfCellblocksMayBeWrittenFromACell() throws Exception {
    try (Cgroup own = Cgroup.create("own-files");
        Cell cell = Cell.open("own-files")) {
      Path directory =
          own.paths().stream()
              .filter(each -> Files.exists(each.resolve("pids.max")))
              .findFirst()
              .orElseThrow();
      cell.call(() -> Linux.write(directory.resolve("pids.max"), "17"));
      assertThat(Files.readString(directory.resolve("pids.max"))).isEqualTo("17\n");
      Path procs = directory.resolve("cgroup.procs");
      assertThatThrownBy(() -> cell.call(() -> Linux.write(procs, "0")))
          .hasMessageContaining("process [0] isn't one that Cellblock started");
      Program sleep = cell.start("sleep", "60");
      cell.call(() -> Linux.write(procs, Long.toString(sleep.pid())));
      assertThat(Files.readString(procs)).contains(sleep.pid() + "\n");
    }
  }
}
