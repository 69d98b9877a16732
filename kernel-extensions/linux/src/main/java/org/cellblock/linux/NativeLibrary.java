package org.cellblock.linux;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has jffi unpack its native library where nobody else can write to it before it is loaded: by
 * default that is a file in {@code java.io.tmpdir}, as open to others as the umask says, and one
 * that {@code kill -9} leaves there for good. What it leaves here in the milliseconds of loading
 * goes with the next start.
 *
 * <p>Who finds such a directory can't tell whether its maker lives: it may come from another PID
 * namespace. So a directory is its maker's only while {@code lock} in it is locked. An empty one is
 * anybody's to remove, and a maker who has lost its own makes another.
 */
final class NativeLibrary {

  private static final String PROPERTY = "jffi.extract.dir";
  private static final String PREFIX = "cellblock-native-";

  private static final String LOCK = "lock";

  private static final int TRIES = 20;

  private NativeLibrary() {}

  /** Does what makes jffi load its library. */
  static <T> T unpacked(Supplier<T> loading) {
    if (System.getProperty(PROPERTY) != null) {
      return loading.get();
    }
    try {
      Path parent = place();
      sweep(parent);
      for (int i = 0; i < TRIES; i++) {
        Path own = Files.createTempDirectory(parent, PREFIX);
        try (FileChannel lock = FileChannel.open(own.resolve(LOCK), CREATE_NEW, WRITE)) {
          if (owns(own, lock)) {
            return loadedFrom(own, loading);
          }
        } catch (NoSuchFileException sweptByAnother) {
          continue;
        }
      }
      throw new IOException(parent + ": other starts removed each of " + TRIES + " directories");
    } catch (IOException unwritable) {
      throw new UncheckedIOException("unpack jffi's library: free some space there", unwritable);
    }
  }

  /** Locks it; whoever held the lock meanwhile has removed it. */
  private static boolean owns(Path directory, FileChannel lock) throws IOException {
    return lock.tryLock() != null && Files.exists(directory.resolve(LOCK));
  }

  private static <T> T loadedFrom(Path own, Supplier<T> loading) throws IOException {
    System.setProperty(PROPERTY, own.toString());
    try {
      return loading.get();
    } finally {
      System.clearProperty(PROPERTY);
      remove(own);
    }
  }

  private static Path place() throws IOException {
    List<String> places = List.of(System.getProperty("java.io.tmpdir"), "/tmp", "/var/tmp");
    for (String each : places) {
      Path place = Path.of(each).toAbsolutePath();
      if (Files.isWritable(place) && Others.exchangers(place).isEmpty()) {
        return place.toRealPath();
      }
    }
    throw new IOException(
        places + ": expected one that is writable, and where nobody else can exchange files");
  }

  /** Removes what processes that were killed while they loaded have left. */
  static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path each : all) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) && Others.writers(each).isEmpty()) {
          removeUnlocked(each);
        }
      }
    }
  }

  private static void removeUnlocked(Path directory) throws IOException {
    try (FileChannel lock =
        FileChannel.open(directory.resolve(LOCK), WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (lock.tryLock() != null) {
        remove(directory);
      }
    } catch (NoSuchFileException notYet) {
      removeEmpty(directory);
    } catch (OverlappingFileLockException ofThisProcess) {
      return;
    }
  }

  /** The lock goes last: killed in between, the next start finds it. */
  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        if (!each.endsWith(LOCK)) {
          Files.deleteIfExists(each);
        }
      }
    }
    Files.deleteIfExists(directory.resolve(LOCK));
    removeEmpty(directory);
  }

  private static void removeEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException lockedMeanwhile) {
      return;
    }
  }
}
