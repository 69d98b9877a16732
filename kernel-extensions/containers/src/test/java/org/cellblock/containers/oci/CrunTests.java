package org.cellblock.containers.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes containers with crun. */
@NeedsRuntime("crun")
class CrunTests extends KernelRuntimeTests {

  CrunTests() {
    super("crun");
  }

  @Test
  void itsVersionIsAskedForWithoutAPlaceForContainersWhichItWouldMake(@TempDir Path directory)
      throws IOException {
    Path program = Files.writeString(directory.resolve("crun"), "#!/bin/sh\necho \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(new OciRuntime("crun", program).version()).isEqualTo("--root /dev/null --version");
  }
}
