package org.cellblock.containers.root;

import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOSUID;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cellblock.containers.host.Host;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;

/** Memory of a cell's own to build roots in; it is gone with the last that looks into it. */
public final class Scratch {

  private Scratch() {}

  /**
   * Mounts an empty tmpfs in the calling cell thread's own mount namespace.
   *
   * <p>The place is an empty directory in the user's cache; nobody else sees what is mounted there.
   *
   * @return where it is, a mount point
   * @throws org.cellblock.linux.SyscallException refused when the cell still shares MOUNT with the
   *     host
   * @throws IllegalStateException when the thread has another root, in which no cache is
   * @see <a href="https://man7.org/linux/man-pages/man5/tmpfs.5.html">tmpfs(5)</a>
   */
  public static Path tmpfs() {
    Path place = freePlace(Host.cacheDirectory().resolve("mnt"));
    Linux.mount("tmpfs", place.toString(), "tmpfs", "mode=755", MS_NOSUID, MS_NODEV);
    return place;
  }

  /** Returns a directory that this thread has nothing mounted on. */
  private static Path freePlace(Path parent) {
    try {
      make(parent);
      Object device = Files.getAttribute(parent, "unix:dev");
      for (int i = 0; ; i++) {
        Path place = parent.resolve(Integer.toString(i));
        make(place);
        if (Files.getAttribute(place, "unix:dev").equals(device)) {
          return place;
        }
      }
    } catch (NoSuchFileException hidden) {
      throw new IllegalStateException(
          "mount point [%s]: not there in this cell's root, where memory would be mounted on it:"
                  .formatted(hidden.getFile())
              + " mount before chroot(2) or pivot_root(2), or open another cell",
          hidden);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(
          "make a mount point in %s: set XDG_CACHE_HOME to a directory that you may write to"
              .formatted(parent),
          unwritable);
    }
  }

  /** Makes it on the host: a thread with another root would make it in a tree of somebody's. */
  private static void make(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      HostThread.call(() -> Files.createDirectories(directory));
    }
  }
}
