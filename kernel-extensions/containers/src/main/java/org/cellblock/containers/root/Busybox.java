package org.cellblock.containers.root;

import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOSUID;
import static org.cellblock.linux.MountFlag.MS_RDONLY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cellblock.containers.host.Lazy;
import org.cellblock.linux.Linux;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.SyscallException;

/**
 * A root of busybox: a tmpfs of the cell's own, with the programs of the user's store seen in it.
 *
 * <p>They are seen through an overlay that has no upper layer. A bind mount that is read-only the
 * cell's root could mount writable again, and change what all later cells run; an overlay without
 * an upper layer can't be written to by anybody.
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

  /** With a /dev, unlike other trees. */
  @Override
  public Path mount() {
    return BusyboxAhead.mount(this) ? mountPoint : mountOwn();
  }

  /** Makes the tree on the calling cell's thread. */
  Path mountOwn() {
    String root = mountPoint.toString();
    Linux.mount("tmpfs", root, "tmpfs", "size=64m,mode=755", MS_NOSUID, MS_NODEV);
    try {
      fill(mountPoint);
      showPrograms(mountPoint.resolve("bin"));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    try (RootDirectory inside = RootDirectory.open(mountPoint)) {
      Dev.fill(inside);
    }
    return mountPoint;
  }

  /** An overlay without an upper layer must have two lower ones: the second is empty. */
  private void showPrograms(Path bin) throws IOException {
    String layers = OverlayOptions.lower(base.resolve("bin"), base.resolve("sys"));
    try {
      Linux.mount("busybox", bin.toString(), "overlay", layers, MS_RDONLY, MS_NOSUID, MS_NODEV);
    } catch (SyscallException refused) {
      copyPrograms(bin); // a kernel without overlays, or before 5.11 and not root
    }
  }

  /** Gives the cell programs of its own, which takes a millisecond and two megabytes. */
  void copyPrograms(Path bin) throws IOException {
    try (Stream<Path> programs = Files.list(base.resolve("bin"))) {
      for (Path each : (Iterable<Path>) programs::iterator) {
        Path copy = bin.resolve(each.getFileName());
        Files.copy(each, copy, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Override
  public List<Path> directories() {
    return List.of(base);
  }

  @Override
  public String toString() {
    return "busybox";
  }

  /** Returns what is in a tree that was filled, each file's path with what it is. */
  static Map<String, String> filled() {
    Map<String, String> all = new HashMap<>(Map.of("tmp", BusyboxTree.DIRECTORY));
    DIRECTORIES.forEach(directory -> all.put(directory, BusyboxTree.DIRECTORY));
    LINKS.forEach((link, target) -> all.put(link, BusyboxTree.linkTo(target)));
    all.putAll(FILES);
    return all;
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
