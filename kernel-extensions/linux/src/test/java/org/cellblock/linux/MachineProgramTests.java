package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineProgramTests {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "init, amd64, x86_64-linux-gnu-",
    "init, aarch64, aarch64-linux-gnu-",
    "join, amd64, x86_64-linux-gnu-",
    "join, aarch64, aarch64-linux-gnu-",
    "fork, amd64, x86_64-linux-gnu-",
    "fork, aarch64, aarch64-linux-gnu-"
  })
  void theBytesAreWhatTheAssemblerMakesOfTheSource(String name, String architecture, String prefix)
      throws Exception {
    assumeTrue(runs(prefix + "as", "--version"), "needs " + prefix + "as (binutils)");
    Path source = directory.resolve(name + "-" + architecture + ".s");
    try (InputStream in =
        MachineProgram.class.getResourceAsStream(source.getFileName().toString())) {
      Files.write(source, in.readAllBytes());
    }
    String object = directory.resolve("init.o").toString();
    Path binary = directory.resolve("init.bin");
    assertThat(runs(prefix + "as", "-o", object, source.toString())).isTrue();
    assertThat(runs(prefix + "objcopy", "-O", "binary", "-j", ".text", object, binary.toString()))
        .isTrue();
    assertThat(HexFormat.of().formatHex(MachineProgram.code(name, architecture)))
        .isEqualTo(HexFormat.of().formatHex(Files.readAllBytes(binary)));
  }

  @ParameterizedTest
  @CsvSource({"amd64, 62", "aarch64, 183"})
  void theFileIsAnElfOfItsMachine(String architecture, int machine) {
    byte[] elf = MachineProgram.elf("init", architecture);
    assertThat(elf).startsWith(0x7f, 'E', 'L', 'F', 2, 1, 1);
    assertThat(elf[18] & 0xff).isEqualTo(machine);
    assertThat(elf).hasSize(120 + MachineProgram.code("init", architecture).length);
  }

  @ParameterizedTest
  @CsvSource({"amd64, qemu-x86_64-static", "aarch64, qemu-aarch64-static"})
  void theProgramReportsAndEndsWithItsInput(String architecture, String emulator) throws Exception {
    assumeTrue(runs(emulator, "--version"), "needs " + emulator + " (qemu-user-static)");
    Path program = directory.resolve("init");
    Files.write(program, MachineProgram.elf("init", architecture));
    program.toFile().setExecutable(true);
    Process init = new ProcessBuilder(emulator, program.toString(), "").start();
    assertThat(init.getInputStream().read()).isZero();
    assertThat(init.isAlive()).isTrue();
    init.getOutputStream().close();
    assertThat(init.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"amd64, qemu-x86_64-static", "aarch64, qemu-aarch64-static"})
  void theJoiningProgramWritesZeroWaitsAndReportsWhatIsRefused(String architecture, String emulator)
      throws Exception {
    assumeTrue(runs(emulator, "--version"), "needs " + emulator + " (qemu-user-static)");
    Path program = directory.resolve("join");
    Path file = Files.createFile(directory.resolve("cgroup.procs"));
    Files.write(program, MachineProgram.elf("join", architecture));
    program.toFile().setExecutable(true);
    String script = "exec 3>>\"$3\"; \"$1\" \"$2\" 1 0 3 \"\" /no/such/program x";
    Process join =
        new ProcessBuilder("sh", "-c", script, "sh", emulator, program.toString(), file.toString())
            .start();
    assertThat(join.waitFor(200, TimeUnit.MILLISECONDS)).as("waits at the gate").isFalse();
    join.getOutputStream().write(1);
    join.getOutputStream().flush();
    assertThat(join.getInputStream().readAllBytes()).containsExactly(0, Errno.ENOENT);
    assertThat(join.waitFor()).isEqualTo(127);
    assertThat(file).hasContent("0");
  }

  @ParameterizedTest
  @CsvSource({"amd64, qemu-x86_64-static", "aarch64, qemu-aarch64-static"})
  void theJoiningProgramEndsWithWhoeverStartedIt(String architecture, String emulator)
      throws Exception {
    assumeTrue(runs(emulator, "--version"), "needs " + emulator + " (qemu-user-static)");
    Path program = directory.resolve("join");
    Files.write(program, MachineProgram.elf("join", architecture));
    program.toFile().setExecutable(true);
    Process join =
        new ProcessBuilder(emulator, program.toString(), "1", "0", "", "/bin/echo", "echo", "ran")
            .start();
    join.getOutputStream().close();
    assertThat(join.getInputStream().readAllBytes()).isEmpty();
    assertThat(join.waitFor()).isEqualTo(127);
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
