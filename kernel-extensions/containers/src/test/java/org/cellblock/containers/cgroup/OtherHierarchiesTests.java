package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cellblock.containers.cgroup.NeedsCgroups.Version;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Program;
import org.cellblock.procfs.ProcessCgroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a runtime's cgroups in other hierarchies go with the kernel that had them, not before. */
@NeedsCgroups(Version.V1)
class OtherHierarchiesTests {

  private static final String NAME = "cellblock-4194304-any-1.own";

  @ParameterizedTest
  @ValueSource(strings = {NAME, "cellblock-4194304-runc-1"})
  void whatNobodyHoldsIsSweptAndWhatAnEarlierVersionLeft(String name) throws IOException {
    Path left = Files.createDirectories(own("freezer").resolve(name).resolve("container"));
    OtherHierarchies.sweep();
    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void whatIsNotOursStays() throws IOException {
    Path other = Files.createDirectory(own("freezer").resolve("cellblock-bench-4194304-runc"));
    OtherHierarchies.sweep();
    assertThat(other).exists();
    Files.delete(other);
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
    Cgroups.sweep();
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
