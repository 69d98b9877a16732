package org.cellblock.containers.docker;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOEXEC;
import static org.cellblock.linux.MountFlag.MS_NOSUID;
import static org.cellblock.linux.MountFlag.MS_REMOUNT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.root.ReadonlyPaths;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.SyscallException;

/**
 * Where an engine of ours writes: a directory of this process's on the host, with its socket and
 * its layers, and places of the host's that it sees in a version of its own: {@code /run}, where
 * its state lies, {@code /etc}, where it makes a key, and {@code /proc/sys}, of which it may change
 * what belongs to its network.
 */
final class EngineFiles {

  /** In bytes: what a socket's address has room for; see unix(7). */
  private static final int LONGEST = 107;

  private static final Path RUN = Path.of("/run");

  private final Path directory;
  private volatile String driver = "";
  private volatile String place = "";

  private EngineFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the directory, which the guardian removes should this process be killed.
   *
   * @throws IllegalStateException where its path is none for a socket
   */
  static EngineFiles make() {
    EngineFiles made = new EngineFiles(Host.temporaryDirectory("docker"));
    try {
      made.check();
      return made;
    } catch (RuntimeException unfit) {
      made.remove();
      throw unfit;
    }
  }

  private void check() {
    if (socket().toString().getBytes().length > LONGEST || directory.startsWith(RUN)) {
      throw new IllegalStateException(
          ("temporary directory [%s]: expected one outside %s, and at most %d bytes with"
                  + " /socket, for the engine's socket: start Java with -Djava.io.tmpdir= another")
              .formatted(directory, RUN, LONGEST));
    }
  }

  /** Returns the path of the engine's socket, the same on the host and in its cell. */
  Path socket() {
    return directory.resolve("socket");
  }

  /** Returns what layers, volumes and logs lie below. */
  Path data() {
    return directory.resolve("data");
  }

  /** Returns where the engine's programs put what lasts for a moment, and stays when killed. */
  Path temporary() {
    return directory.resolve("tmp");
  }

  /** Returns where names of programs lie that come before all others. */
  Path programs() {
    return RUN.resolve("cellblock");
  }

  /** Returns the engine's storage driver; the empty string before {@link #mount}. */
  String driver() {
    return driver;
  }

  /** Returns the driver and where the layers are, in words. */
  String storage() {
    return driver + " " + place;
  }

  /** Returns dockerd's options that name these places. */
  List<String> options() {
    return List.of(
        "--host=unix://" + socket(),
        "--data-root=" + data(),
        "--storage-driver=" + driver,
        "--exec-root=" + RUN.resolve("docker"),
        "--pidfile=" + RUN.resolve("docker.pid"),
        "--config-file=" + RUN.resolve("daemon.json"));
  }

  /** Makes the places, on the thread of a cell with its own mounts. */
  void mount(Map<String, Path> links) {
    try {
      Linux.mount("tmpfs", RUN.toString(), "tmpfs", "mode=755", MS_NOSUID, MS_NODEV);
      Files.writeString(RUN.resolve("daemon.json"), "{}");
      Files.createDirectory(programs());
      Files.createDirectory(temporary());
      link(links);
      ownKeys();
      protectSettings();
      chooseDriver();
    } catch (IOException full) {
      throw new UncheckedIOException("make the engine's directories", full);
    }
  }

  /** The host's own engine has its key and certificates there, which aren't ours to use. */
  private static void ownKeys() throws IOException {
    Path etc = Path.of("/etc");
    overlay(etc, Files.createDirectory(RUN.resolve("etc")), etc);
    Path keys = Files.createDirectories(etc.resolve("docker"));
    Linux.mount("tmpfs", keys.toString(), "tmpfs", "mode=700", MS_NOSUID, MS_NODEV);
  }

  /** Has dockerd find programs by these names first; on the thread of the cell. */
  void link(Map<String, Path> links) throws IOException {
    for (Map.Entry<String, Path> each : links.entrySet()) {
      Files.createSymbolicLink(programs().resolve(each.getKey()), each.getValue());
    }
  }

  /** All but the network's are the machine's. */
  private static void protectSettings() {
    String net = "/proc/sys/net";
    ReadonlyPaths.protect("/proc");
    Linux.mount(net, net, null, MS_BIND);
    Linux.mount(null, net, null, MS_REMOUNT, MS_BIND, MS_NOSUID, MS_NODEV, MS_NOEXEC);
  }

  /** Layers want a file system that may be an overlay's upper one, which an overlay may not. */
  private void chooseDriver() throws IOException {
    Files.createDirectory(data());
    driver = "overlay2";
    if (takesLayers(directory)) {
      place = "in " + directory.getParent().getParent();
      return;
    }
    place = "in memory";
    Linux.mount("tmpfs", data().toString(), "tmpfs", "mode=700", MS_NOSUID);
    if (!takesLayers(RUN)) {
      driver = "vfs";
    }
  }

  private static boolean takesLayers(Path parent) throws IOException {
    Path probe = Files.createDirectory(parent.resolve("probe"));
    Path lower = Files.createDirectory(probe.resolve("lower"));
    try {
      overlay(lower, probe, Files.createDirectory(probe.resolve("merged")));
      return true;
    } catch (SyscallException unfit) {
      return false;
    }
  }

  private static void overlay(Path lower, Path upper, Path target) throws IOException {
    String data =
        "lowerdir=%s,upperdir=%s,workdir=%s"
            .formatted(
                lower,
                Files.createDirectory(upper.resolve("upper")),
                Files.createDirectory(upper.resolve("work")));
    Linux.mount("overlay", target.toString(), "overlay", data, MS_NOSUID, MS_NODEV);
  }

  /** Removes the directory with all layers; nobody may be at work in it any more. */
  void remove() {
    HostThread.call(
        () -> {
          try {
            Files.walkFileTree(directory, new Removal());
          } catch (NoSuchFileException gone) {
            // the guardian or another's tidying was faster
          } catch (IOException refused) {
            throw new UncheckedIOException("remove " + directory, refused);
          }
          return null;
        });
  }

  /** Follows no link: what is in layers leads where it likes. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException unreadable)
        throws IOException {
      if (unreadable != null) {
        throw unreadable;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
