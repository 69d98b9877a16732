package org.cellblock.containers.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticProgramTests {

  private static final Path BUSYBOX = Path.of("/bin/busybox");

  @Test
  void aStaticProgramIsTaken() throws IOException {
    assertThat(StaticProgram.require(BUSYBOX)).isEqualTo(BUSYBOX);
    assertThat(StaticProgram.run(BUSYBOX, "echo", "alive").stdout()).isEqualTo("alive\n");
  }

  @Test
  void aDynamicProgramIsRefusedWithWhatMendsIt() {
    assertThatThrownBy(() -> StaticProgram.require(Path.of("/bin/false")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "/bin/false is linked dynamically, and a root of containers has none of its libraries:"
                + " it needs a static one: sudo apt-get install -y --reinstall busybox-static");
  }

  @Test
  void whatIsNoProgramIsRefusedWithWhatMendsIt(@TempDir Path directory) throws IOException {
    Path text = Files.writeString(directory.resolve("busybox"), "#!/bin/sh\n".repeat(100));
    assertThatThrownBy(() -> StaticProgram.require(text))
        .hasMessageStartingWith(text + " is no ELF program")
        .hasMessageEndingWith("--reinstall busybox-static");
    Files.writeString(text, "", StandardOpenOption.TRUNCATE_EXISTING);
    assertThatThrownBy(() -> StaticProgram.require(text)).hasMessageContaining("is no ELF program");
  }

  @Test
  void aProgramThatIsCutShortIsNamedWhenItRuns(@TempDir Path directory) throws IOException {
    Path cut = directory.resolve("busybox");
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(BUSYBOX), 5000));
    Files.setPosixFilePermissions(cut, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> StaticProgram.run(cut, "--list"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("busybox --list: ")
        .hasMessageContaining(cut + " can't be used: sudo apt-get install");
  }
}
