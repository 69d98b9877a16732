package org.cellblock.containers.lxc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cellblock.linux.HostThread;

/** Finds the programs that are needed, or says which package has them. */
final class Programs {

  private Programs() {}

  static void check(String program, String aptPackage) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/bin";
    boolean isThere =
        HostThread.call(
            () ->
                Stream.of(path.split(":"))
                    .filter(directory -> !directory.isEmpty())
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))));
    if (!isThere) {
      throw new IllegalStateException(
          "%s is not installed: apt-get install %s".formatted(program, aptPackage));
    }
  }
}
