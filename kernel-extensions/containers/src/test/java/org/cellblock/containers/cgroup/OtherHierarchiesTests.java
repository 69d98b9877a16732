package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.oci.NeedsRuntime;
import org.cellblock.procfs.ProcessCgroup;
import org.junit.jupiter.api.Test;

/** That a runtime's cgroups in other hierarchies go with the kernel that had them, not before. */
@NeedsRuntime("runc")
class OtherHierarchiesTests {

  private static final String NAME = "cellblock-4194304-runc-1";

  @Test
  void whatNobodyHoldsIsSwept() throws IOException {
    Path left = Files.createDirectory(own("freezer").resolve(NAME));
    OtherHierarchies.sweep();
    assertThat(left).doesNotExist();
  }

  @Test
  void whatALivingKernelHoldsInOneHierarchyStaysInAll() throws IOException {
    Path left = Files.createDirectory(own("freezer").resolve(NAME));
    Path held = Files.createDirectory(own("memory").resolve(NAME));
    String[] words = {"-x", "-o", held.toString(), "sh", "-c", "echo held; sleep 1000"};
    Program holder = Host.start("flock", words);
    while (holder.isRunning() && holder.stdout().isEmpty()) {
      Thread.onSpinWait();
    }
    OtherHierarchies.sweep();
    assertThat(left).exists();
    assertThat(held).exists();
    holder.kill();
    OtherHierarchies.sweep();
    assertThat(left).doesNotExist();
    assertThat(held).doesNotExist();
  }

  private static Path own(String controller) {
    Optional<Path> own =
        ProcessCgroup.readAll(ProcessHandle.current().pid()).stream()
            .filter(each -> each.version().equals("v1"))
            .filter(each -> each.controllers().contains(controller))
            .map(each -> Path.of(each.directory()))
            .filter(Files::isWritable)
            .findFirst();
    assumeTrue(own.isPresent(), "needs root, and " + controller + " of version 1");
    return own.get();
  }
}
