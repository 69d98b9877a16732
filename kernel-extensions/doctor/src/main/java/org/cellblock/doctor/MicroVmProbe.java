package org.cellblock.doctor;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.OwnLinux;

/** Whether the micro VM starts here: it is started, in half a second, and ends. */
final class MicroVmProbe {

  static final String PROGRAM = "linux.uml";

  private static final String INSTALL = ListedProgram.named(PROGRAM).remedy();
  private static final String EMULATE = "./cellblock run --qemu NOTEBOOK";
  private static final String SCRIPT = "vagrant/microvm/microvm";
  // Below the doctor's own limit, so that the script's line is what is shown.
  private static final String SECONDS = "8";

  private MicroVmProbe() {}

  static Probe probe() {
    return Probe.of("own Linux", "run --own-linux", EMULATE, MicroVmProbe::start);
  }

  private static Answer start() {
    Optional<Path> script = script();
    if (script.isEmpty()) {
      return Answer.no("no checkout with %s here".formatted(SCRIPT), EMULATE);
    }
    return start(script.get().toString());
  }

  static Answer start(String... command) {
    if (!Quietly.run("sh", "-c", "command -v linux.uml && command -v busybox").succeeded()) {
      return Answer.no("not installed", INSTALL);
    }
    // A limit outside too: the script's own begins when the VM has started.
    Output output =
        Quietly.run(
            "timeout",
            Stream.concat(
                    Stream.of("-k", "1", SECONDS),
                    Stream.concat(
                        Stream.of(command), Stream.of("cat", "/proc/sys/kernel/osrelease")))
                .toArray(String[]::new));
    return output.succeeded()
        ? Answer.yes("starts: Linux %s; %s".formatted(output.stdout().strip(), offer()))
        : Answer.no(why(output), EMULATE);
  }

  private static String offer() {
    return OwnLinux.isOffered() ? OwnLinux.way() : "./cellblock up makes it a notebook kernel";
  }

  private static String why(Output output) {
    return output
        .stderr()
        .lines()
        .findFirst()
        .map(line -> line.replaceFirst("^microvm: ", "").replace(": try --qemu;", ";"))
        .orElse("not started after " + SECONDS + " s");
  }

  /** Finds the script of the checkout that this jar or the working directory lies in. */
  private static Optional<Path> script() {
    return Stream.of(jar(), Path.of("").toAbsolutePath())
        .flatMap(place -> Stream.iterate(place, here -> here != null, Path::getParent))
        .map(here -> here.resolve(SCRIPT))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path jar() {
    try {
      return Path.of(
          MicroVmProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
