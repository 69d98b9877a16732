package org.cellblock.containers.place;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;

/** Programs of the host's that make containers. */
public final class InstalledProgram {

  /** An ordinary user's PATH often lacks these. */
  private static final List<String> MORE =
      List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin");

  private InstalledProgram() {}

  /**
   * Finds a program along {@code PATH}, and where an ordinary user's often doesn't lead.
   *
   * @param program its name
   * @param aptPackage the package that has it
   * @return its path
   * @throws IllegalStateException when it isn't installed, with the command that installs it
   */
  public static Path find(String program, String aptPackage) {
    Given.text(program, "program");
    Given.text(aptPackage, "package");
    String path = System.getenv().getOrDefault("PATH", "");
    return HostThread.call(
        () ->
            Stream.concat(Stream.of(path.split(":")), MORE.stream())
                .filter(directory -> !directory.isEmpty())
                .map(directory -> new File(directory, program))
                .filter(File::canExecute)
                .findFirst()
                .map(File::toPath)
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "%s is not installed: apt-get install %s"
                                .formatted(program, aptPackage))));
  }
}
