package org.cellblock.containers.place;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;

/** Programs of the host's that make containers. */
public final class InstalledProgram {

  private static final String UP = "./cellblock up --no-open brings it";

  /** An ordinary user's PATH often lacks these. */
  private static final List<String> MORE =
      List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin");

  private InstalledProgram() {}

  /**
   * Finds a program along {@code PATH}, and where an ordinary user's often doesn't lead.
   *
   * @param program its name
   * @return its path
   * @throws IllegalStateException when it isn't installed, with the command that brings it
   */
  public static Path find(String program) {
    return find(program, UP);
  }

  /**
   * Finds a program that {@code ./cellblock up} doesn't bring.
   *
   * @param program its name
   * @param way what to do where it is missing
   * @return its path
   * @throws IllegalStateException when it isn't installed, with that way
   */
  public static Path find(String program, String way) {
    Given.text(program, "program");
    Given.text(way, "way");
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
                            "%s is not installed: %s".formatted(program, way))));
  }
}
