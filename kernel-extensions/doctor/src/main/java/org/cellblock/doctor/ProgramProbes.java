package org.cellblock.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;

/** Whether the historical systems' programs are here and answer; asking them makes nothing. */
final class ProgramProbes {

  /** Asks that also show whether a system's program works where it may make nothing. */
  private static final Map<String, String> ASKS =
      Map.of(
          "runc", "runc --root \"$1\" list >/dev/null && runc --version",
          "crun", "crun --root \"$1\" list >/dev/null && crun --root \"$1\" --version",
          "lxc-start", "lxc-ls -P \"$1\" && echo \"LXC $(lxc-start --version)\"");

  private static final String GVISOR =
      "install gVisor's runsc: https://gvisor.dev/docs/user_guide/install/";

  private static final boolean IS_ARM = System.getProperty("os.arch").equals("aarch64");
  private static final String MACHINE = IS_ARM ? "aarch64" : "x86_64";
  private static final String INSTALL_QEMU =
      "sudo apt-get install -y qemu-system-" + (IS_ARM ? "arm" : "x86");

  /**
   * A program and how to ask it.
   *
   * @param script for a shell; $1 is an empty directory of the probe's own
   * @param install the command that installs the program
   * @param start the command to give when it is installed and doesn't answer
   */
  private record Question(
      String name, String neededFor, String program, String script, String install, String start) {

    Probe probe() {
      return Probe.of(name, neededFor, install, this::ask);
    }

    private Answer ask() throws IOException {
      if (!Quietly.run("sh", "-c", "command -v " + program).succeeded()) {
        return Answer.no("not installed", install);
      }
      Path directory = Host.temporaryDirectory("probe");
      try {
        Output output = Quietly.run("sh", "-c", script, name, directory.toString());
        return output.succeeded()
            ? Answer.yes(firstLine(output.stdout()).orElse("answers"))
            : Answer.no(firstLine(output.stderr()).orElse("no answer"), start);
      } finally {
        PathUtils.deleteDirectory(directory);
      }
    }
  }

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "runsc",
              "bench launch",
              "runsc",
              "runsc --root \"$1\" list >/dev/null && runsc --version",
              GVISOR,
              GVISOR),
          new Question(
              "qemu",
              "test --qemu",
              "qemu-system-" + MACHINE,
              "echo quit | qemu-system-%s -machine none -nodefaults -display none -monitor stdio"
                      .formatted(MACHINE)
                  + " >/dev/null && { (: <>/dev/kvm) 2>/dev/null && echo 'answers; KVM may be used'"
                  + " || echo 'answers; without KVM, by emulation'; }",
              INSTALL_QEMU,
              INSTALL_QEMU.replace("-y", "-y --reinstall")));

  private ProgramProbes() {}

  static List<Probe> all() {
    Stream<Question> systems =
        ListedProgram.ALL.stream()
            .filter(ListedProgram::isUnpacked)
            .filter(program -> !program.name().equals(MicroVmProbe.PROGRAM))
            .map(ProgramProbes::question);
    return Stream.concat(
            Stream.concat(systems, QUESTIONS.stream()).map(Question::probe),
            Stream.of(MicroVmProbe.probe()))
        .toList();
  }

  private static Question question(ListedProgram program) {
    String name = program.name();
    return new Question(
        name.equals("lxc-start") ? "lxc" : name,
        program.why(),
        name,
        ASKS.getOrDefault(name, name + " --version"),
        program.remedy(),
        program.remedyOfBroken());
  }

  private static Optional<String> firstLine(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst();
  }
}
