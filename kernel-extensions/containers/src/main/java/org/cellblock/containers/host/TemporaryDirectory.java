package org.cellblock.containers.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cellblock.linux.ControlDirectory;
import org.cellblock.linux.Fd;
import org.cellblock.linux.Others;

/**
 * A directory below {@code java.io.tmpdir} that only this user may enter.
 *
 * <p>It is made by mkdtemp's rules: nobody can guess its name, and one that is there already is
 * never taken. It stays open, so that another in its place is noticed, and locked, so that programs
 * that tidy up temporary files leave it alone.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/mkdtemp.3.html">mkdtemp(3)</a>
 */
final class TemporaryDirectory {

  static final String PREFIX = "cellblock-";

  private static final Set<PosixFilePermission> FOR_ITS_OWNER =
      PosixFilePermissions.fromString("rwx------");
  static final FileAttribute<?> MODE = PosixFilePermissions.asFileAttribute(FOR_ITS_OWNER);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 16;
  private static final int ATTEMPTS = 100;

  private final Path path;
  private final Fd open;

  private TemporaryDirectory(Path path, Fd open) {
    this.path = path;
    this.open = open;
  }

  /**
   * Makes one.
   *
   * @param told gets each name before it is tried
   * @throws UncheckedIOException when there is no room or no right to write
   * @throws IllegalStateException where another user could exchange it
   */
  static TemporaryDirectory make(Consumer<Path> told) {
    try {
      Path parent = parent();
      for (int i = 0; i < ATTEMPTS; i++) {
        Path name = parent.resolve(PREFIX + random());
        told.accept(name);
        if (isMade(name)) {
          return opened(name);
        }
      }
      throw new FileAlreadyExistsException(parent.resolve(PREFIX + "*").toString());
    } catch (IOException unwritable) {
      throw unwritable(unwritable);
    }
  }

  static UncheckedIOException unwritable(IOException cause) {
    return new UncheckedIOException(
        "make a directory in %s: free some space there, or start Java with -Djava.io.tmpdir="
            .formatted(System.getProperty("java.io.tmpdir")),
        cause);
  }

  Path path() {
    return path;
  }

  /** Says whether the name still leads to what was made; somebody may have removed it. */
  boolean isThere() {
    try {
      BasicFileAttributes seen =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Object made = Files.readAttributes(inode(open), BasicFileAttributes.class).fileKey();
      return seen.isDirectory() && seen.fileKey().equals(made);
    } catch (NoSuchFileException removed) {
      return false;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Forgets it; the directory stays. */
  void close() {
    open.close();
  }

  private static Path parent() throws IOException {
    Path wanted = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    Path parent = wanted.toRealPath();
    Optional<String> reach = Others.exchange(wanted);
    if (reach.isPresent()) {
      throw new IllegalStateException(
          ("temporary directory [%s]: expected one where nobody else can exchange ours, but %s:"
                  + " start Java with -Djava.io.tmpdir= another, or chmod +t it")
              .formatted(parent, reach.get()));
    }
    if (parent.toString().contains("\n")) {
      throw new IllegalStateException(
          "temporary directory [%s]: expected a name in one line".formatted(parent));
    }
    return parent;
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static boolean isMade(Path name) throws IOException {
    try {
      Files.createDirectory(name, MODE);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  private static TemporaryDirectory opened(Path name) throws IOException {
    Fd open = ControlDirectory.lockItself(name);
    Optional<String> reach = Others.write(inode(open));
    if (reach.isPresent()) {
      open.close();
      throw new IllegalStateException(
          "temporary directory [%s]: expected to have it alone, but %s"
              .formatted(name, reach.get()));
    }
    return new TemporaryDirectory(name, open);
  }

  private static Path inode(Fd open) {
    return Path.of("/proc/self/fd", Integer.toString(open.number()));
  }
}
