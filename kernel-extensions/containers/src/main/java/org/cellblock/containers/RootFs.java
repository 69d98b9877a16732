package org.cellblock.containers;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_REC;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.linux.Linux;

/**
 * A directory tree that can become the root of a cell.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/pivot_root.2.html">pivot_root(2)</a>
 */
public interface RootFs {

  /**
   * Returns the smallest useful root: busybox and its applets, offline, writable, in memory; each
   * cell gets its own, and it goes with the cell.
   *
   * @return the root, made from the distribution's static busybox
   * @throws IllegalStateException where that program is not installed
   */
  static RootFs busybox() {
    return Busybox.INSTALLED.get();
  }

  /**
   * Returns a directory of the host as a root; what a cell writes to it stays.
   *
   * @param directory a tree with at least {@code proc}, {@code dev} and a program to run
   * @return the root
   * @throws IllegalArgumentException when it is no directory
   */
  static RootFs of(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException(
          "root file system [%s]: expected a directory that exists".formatted(directory));
    }
    return () -> {
      Linux.mount(root.toString(), root.toString(), null, MS_BIND, MS_REC);
      return root;
    };
  }

  /**
   * Mounts this root in the calling cell thread's own mount namespace.
   *
   * @return where it is, a mount point
   * @throws org.cellblock.linux.SyscallException refused when the cell still shares MOUNT with the
   *     host
   */
  Path mount();
}
