package org.cellblock.containers.root;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_REC;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.linux.Given;
import org.cellblock.linux.Linux;

/**
 * A directory of the host as a root.
 *
 * @param directory absolute
 */
record DirectoryRoot(Path directory) implements RootFs {

  static DirectoryRoot of(Path directory) {
    Given.notNull(directory, "root file system", "a directory, for example RootFs.busybox()");
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "root file system [%s]: expected a directory that exists".formatted(directory));
    }
    return new DirectoryRoot(directory.toAbsolutePath().normalize());
  }

  @Override
  public Path mount() {
    Linux.mount(directory.toString(), directory.toString(), null, MS_BIND, MS_REC);
    return directory;
  }

  @Override
  public List<Path> directories() {
    return List.of(directory);
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
