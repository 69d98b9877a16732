package org.cellblock.procfs.cinf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Fd;
import org.cellblock.linux.SyscallException;

/**
 * One row of {@code cinf --cgroup}: a control file of a cgroup.
 *
 * @param controlfile its name
 * @param value its content, lines kept; {@code (write-only)}, or in brackets the errno with which
 *     the kernel refuses to show it
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public record CinfControlFile(String controlfile, String value) {

  private static final Set<PosixFilePermission> READABLE =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OTHERS_READ);
  private static final Set<String> GONE = Set.of("ENOENT", "ENODEV");

  /** Reads all control files of a cgroup, by name; what vanishes meanwhile is left out. */
  static List<CinfControlFile> readAll(Path cgroup) {
    TreeSet<String> names = new TreeSet<>();
    try (DirectoryFd directory = DirectoryFd.open(cgroup.toString())) {
      directory.listFiles(names::add);
    }
    List<CinfControlFile> all = new ArrayList<>();
    names.forEach(name -> read(cgroup.resolve(name)).ifPresent(all::add));
    return all;
  }

  /** Reads one control file; nothing when it isn't there, or is a directory: another cgroup. */
  static Optional<CinfControlFile> read(Path file) {
    String name = file.getFileName().toString();
    try {
      PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
      if (attributes.isDirectory()) {
        return Optional.empty();
      }
      boolean isWriteOnly = Collections.disjoint(attributes.permissions(), READABLE);
      return Optional.of(new CinfControlFile(name, isWriteOnly ? "(write-only)" : content(file)));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (SyscallException refused) {
      return GONE.contains(refused.errnoName())
          ? Optional.empty()
          : Optional.of(new CinfControlFile(name, "(%s)".formatted(refused.errnoName())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Path file) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    try (Fd fd = Fd.openForReading(file.toString())) {
      int count;
      while ((count = fd.read(buffer)) > 0) {
        content.write(buffer, 0, count);
      }
    }
    return content.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
