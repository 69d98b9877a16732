package org.cellblock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.procfs.ProcessCgroup;
import org.junit.jupiter.api.Test;

class WorkshopTests {

  private static final long NOBODYS_PID = 4_194_304;

  @Test
  void itsCgroupsGoWithItWhereverTheyAre() throws IOException {
    Path cgroup;
    try (Workshop shop = Workshop.open()) {
      cgroup = make(shop.name() + "-lxc");
    }
    assertThat(cgroup).doesNotExist();
  }

  @Test
  void theNextRemovesTheCgroupsOfOneThatWasKilled() throws IOException {
    Path cgroup = make("cellblock-bench-" + NOBODYS_PID + "-lxc");
    Workshop.open().close();
    assertThat(cgroup).doesNotExist();
  }

  @Test
  void theCgroupsOfOneThatLivesStay() throws IOException {
    Path cgroup = make("cellblock-bench-1-lxc");
    try {
      Workshop.open().close();
      assertThat(cgroup).exists();
    } finally {
      Files.delete(cgroup);
    }
  }

  /** A cgroup below this process's own in the hierarchy with most above it. */
  private static Path make(String name) throws IOException {
    Path own =
        ProcessCgroup.readAll(ProcessHandle.current().pid()).stream()
            .map(ProcessCgroup::directory)
            .filter(directory -> !directory.isEmpty() && Files.isWritable(Path.of(directory)))
            .map(Path::of)
            .max((one, other) -> one.getNameCount() - other.getNameCount())
            .orElse(null);
    assumeTrue(own != null, "needs a cgroup that may be written");
    return Files.createDirectory(own.resolve(name));
  }
}
