package org.cellblock.containers;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOSUID;
import static org.cellblock.linux.MountFlag.MS_RDONLY;
import static org.cellblock.linux.MountFlag.MS_REMOUNT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.Linux;

/**
 * A root of busybox: a tmpfs of the cell's own, with the programs bound into it read-only.
 *
 * @param base the same tree in a directory of the host, to be a layer
 * @param mountPoint an empty directory beside it
 */
record Busybox(Path base, Path mountPoint) implements RootFs {

  static final Lazy<Busybox> INSTALLED = new Lazy<>(BusyboxStore::installed);

  private static final List<String> DIRECTORIES =
      List.of("bin", "dev", "etc", "home", "proc", "root", "sys", "usr", "var");

  private static final Map<String, String> LINKS =
      Map.of("sbin", "bin", "usr/bin", "../bin", "usr/sbin", "../bin");

  private static final Map<String, String> FILES =
      Map.of(
          "etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
          "etc/group", "root:x:0:\nnogroup:x:65534:\n",
          "etc/hosts", "127.0.0.1 localhost\n");

  @Override
  public Path mount() {
    String root = mountPoint.toString();
    Linux.mount("tmpfs", root, "tmpfs", "size=64m,mode=755", MS_NOSUID, MS_NODEV);
    try {
      fill(mountPoint);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    String bin = root + "/bin";
    Linux.mount(base.resolve("bin").toString(), bin, null, MS_BIND);
    Linux.mount(null, bin, null, MS_REMOUNT, MS_BIND, MS_RDONLY, MS_NOSUID, MS_NODEV);
    return mountPoint;
  }

  @Override
  public List<Path> directories() {
    return List.of(base);
  }

  @Override
  public String toString() {
    return "busybox";
  }

  /** Makes the directories and files around the programs. */
  static void fill(Path root) throws IOException {
    for (String directory : DIRECTORIES) {
      Files.createDirectory(root.resolve(directory));
    }
    for (Map.Entry<String, String> link : LINKS.entrySet()) {
      Files.createSymbolicLink(root.resolve(link.getKey()), Path.of(link.getValue()));
    }
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Files.writeString(root.resolve(file.getKey()), file.getValue());
    }
    Path tmp = Files.createDirectory(root.resolve("tmp"));
    Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxrwxrwx"));
  }
}
