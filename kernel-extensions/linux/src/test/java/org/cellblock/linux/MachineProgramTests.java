package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that are kept and those of a compiler that is here, whichever it is, do the same. */
class MachineProgramTests {

  private static final List<String> NAMES = List.of("init", "join", "fork");
  private static final int EBADF = 9;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "aarch64"})
  void theBytesAreWhatTheirCompilerMakesOfTheSources(String architecture) throws Exception {
    Compiled.build(directory, architecture);
    String note = architecture + ".compiler";
    String here = Files.readString(directory.resolve(note)).strip();
    try (InputStream kept = MachineProgram.class.getResourceAsStream(note)) {
      String theirs = new String(kept.readAllBytes(), StandardCharsets.US_ASCII).strip();
      assumeTrue(here.equals(theirs), "needs %s: here is %s".formatted(theirs, here));
    }
    for (String name : NAMES) {
      assertThat(MachineProgram.code(name, architecture))
          .as("%s for %s: run src/main/c/build", name, architecture)
          .isEqualTo(Compiled.code(directory, name, architecture));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "aarch64"})
  void aProgramIsLessThanAPage(String architecture) {
    for (String name : NAMES) {
      byte[] code = MachineProgram.code(name, architecture);
      assertThat(MachineProgram.elf(code, architecture)).hasSize(120 + code.length);
      assertThat(code.length).as(name).isBetween(100, 400);
    }
  }

  @ParameterizedTest
  @CsvSource({"amd64, 62", "aarch64, 183"})
  void theFileIsAnElfOfItsMachine(String architecture, int machine) {
    byte[] elf = MachineProgram.elf(MachineProgram.code("init", architecture), architecture);
    assertThat(elf).startsWith(0x7f, 'E', 'L', 'F', 2, 1, 1);
    assertThat(elf[18] & 0xff).isEqualTo(machine);
  }

  @ParameterizedTest
  @CsvSource({"amd64, kept", "amd64, compiled", "aarch64, kept", "aarch64, compiled"})
  void pidOneReportsAndEndsWithItsInput(String architecture, String origin) throws Exception {
    Process init = start(List.of(), architecture, code("init", architecture, origin), "");
    assertThat(init.getInputStream().read()).isZero();
    assertThat(init.getInputStream().read()).as("closes its output").isEqualTo(-1);
    assertThat(init.isAlive()).isTrue();
    init.getOutputStream().close();
    assertThat(init.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"amd64, kept", "amd64, compiled", "aarch64, kept", "aarch64, compiled"})
  void pidOneReportsWhyProcIsNotMounted(String architecture, String origin) throws Exception {
    List<String> nowhere = List.of("env", "-C", directory.toString());
    Process init = start(nowhere, architecture, code("init", architecture, origin));
    assertThat(init.getInputStream().read()).isIn(Errno.ENOENT, Errno.EPERM);
    init.getOutputStream().close();
    assertThat(init.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"amd64, kept", "amd64, compiled", "aarch64, kept", "aarch64, compiled"})
  void theJoiningProgramWritesZeroWaitsAndReportsWhatIsRefused(String architecture, String origin)
      throws Exception {
    Path file = Files.createFile(directory.resolve("cgroup.procs"));
    List<String> shell = List.of("sh", "-c", "exec 3>>$0; \"$@\"", file.toString());
    byte[] code = code("join", architecture, origin);
    Process join = start(shell, architecture, code, "1", "0", "3", "", "/no/such/program", "x");
    assertThat(join.waitFor(200, TimeUnit.MILLISECONDS)).as("waits at the gate").isFalse();
    join.getOutputStream().write(1);
    join.getOutputStream().flush();
    assertThat(join.getInputStream().readAllBytes()).containsExactly(0, Errno.ENOENT);
    assertThat(join.waitFor()).isEqualTo(127);
    assertThat(file).hasContent("0");
  }

  @ParameterizedTest
  @CsvSource({"amd64, kept", "amd64, compiled", "aarch64, kept", "aarch64, compiled"})
  void theJoiningProgramSaysWhichFileRefusedIt(String architecture, String origin)
      throws Exception {
    List<String> shell = List.of("sh", "-c", "exec 3>/dev/null 4</dev/null; \"$@\"", "sh");
    byte[] code = code("join", architecture, origin);
    Process join = start(shell, architecture, code, "1", "0", "3", "4", "", "/bin/echo", "echo");
    assertThat(join.getInputStream().readAllBytes()).containsExactly(2, EBADF);
    assertThat(join.waitFor()).isEqualTo(127);
  }

  @ParameterizedTest
  @CsvSource({"amd64, kept", "amd64, compiled", "aarch64, kept", "aarch64, compiled"})
  void theJoiningProgramEndsWithWhoeverStartedIt(String architecture, String origin)
      throws Exception {
    byte[] code = code("join", architecture, origin);
    Process join = start(List.of(), architecture, code, "1", "0", "", "/bin/echo", "echo", "ran");
    join.getOutputStream().close();
    assertThat(join.getInputStream().readAllBytes()).isEmpty();
    assertThat(join.waitFor()).isEqualTo(127);
  }

  @ParameterizedTest
  @CsvSource({"amd64, kept", "amd64, compiled", "aarch64, kept", "aarch64, compiled"})
  void theForkedChildHasItsDescriptorsAndIgnoresNoSignal(String architecture, String origin)
      throws Exception {
    byte[] code = behindCaller(architecture, code("fork", architecture, origin));
    String script = "echo $0 >&5; exec grep -E '^Sig(Blk|Ign)' /proc/self/status";
    List<String> deaf = List.of("env", "--ignore-signal=USR1", "--block-signal=USR2");
    Process child = start(deaf, architecture, code, "1", "/bin/sh", "sh", "-c", script, "five");
    List<String> lines = child.inputReader().lines().toList();
    assertThat(lines).hasSize(3).startsWith("five", "SigBlk:\t0000000000000000");
    // an emulator has signal 32 for itself, and leaves it as it was
    assertThat(lines.get(2)).matches("SigIgn:\t00000000[08]0000000");
    assertThat(child.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"amd64, kept", "amd64, compiled", "aarch64, kept", "aarch64, compiled"})
  void theForkedChildReportsWhatIsRefused(String architecture, String origin) throws Exception {
    byte[] code = behindCaller(architecture, code("fork", architecture, origin));
    Process child = start(List.of(), architecture, code, "1", "/no/such/program", "x");
    assertThat(child.getInputStream().readAllBytes()).containsExactly(-Errno.ENOENT, -1, -1, -1);
    assertThat(child.waitFor()).isEqualTo(127);
  }

  private byte[] code(String name, String architecture, String origin) throws Exception {
    if (origin.equals("kept")) {
      return MachineProgram.code(name, architecture);
    }
    Compiled.build(directory, architecture);
    return Compiled.code(directory, name, architecture);
  }

  /** Makes a program of code that is only called: the call, up to the next 16 bytes, the code. */
  private byte[] behindCaller(String architecture, byte[] code) throws Exception {
    Compiled.build(directory, architecture, "src/test/c/caller.c");
    byte[] caller = Compiled.code(directory, "caller", architecture);
    int start = (caller.length + 15) / 16 * 16;
    byte[] whole = Arrays.copyOf(caller, start + code.length);
    System.arraycopy(code, 0, whole, start, code.length);
    return whole;
  }

  private Process start(List<String> before, String architecture, byte[] code, String... arguments)
      throws IOException, InterruptedException {
    Path program = directory.resolve("program");
    Files.write(program, MachineProgram.elf(code, architecture));
    program.toFile().setExecutable(true);
    List<String> command = new ArrayList<>(before);
    command.addAll(Compiled.emulator(architecture));
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
