package org.cellblock.linux;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has jffi unpack its native library where nobody else can write to it before it is loaded: by
 * default that is a file in {@code java.io.tmpdir}, as open to others as the umask says, and one
 * that {@code kill -9} leaves there for good. What it leaves here in the milliseconds of loading
 * goes with the next start.
 */
final class NativeLibrary {

  private static final String PROPERTY = "jffi.extract.dir";
  private static final String PREFIX = "cellblock-native-";

  private static final String LOCK = "lock";

  /** Loading takes milliseconds; this is for one that was killed before it had its lock. */
  private static final Duration LEFT_BY_A_KILLED_ONE = Duration.ofMinutes(10);

  private NativeLibrary() {}

  /** Does what makes jffi load its library. */
  static <T> T unpacked(Supplier<T> loading) {
    if (System.getProperty(PROPERTY) != null) {
      return loading.get();
    }
    try {
      Path parent = place();
      sweep(parent, Instant.now().minus(LEFT_BY_A_KILLED_ONE));
      Path own = Files.createTempDirectory(parent, PREFIX);
      System.setProperty(PROPERTY, own.toString());
      Path fresh = own.resolve(LOCK + ".new");
      try (FileChannel lock = FileChannel.open(fresh, CREATE_NEW, WRITE)) {
        lock.lock(); // as long as this process lives: nobody else removes it
        Files.move(fresh, own.resolve(LOCK), ATOMIC_MOVE); // never seen without its lock
        return loading.get();
      } finally {
        System.clearProperty(PROPERTY);
        remove(own);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException("unpack jffi's library: free some space there", unwritable);
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
  static void sweep(Path parent, Instant before) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path each : all) {
        if (isLeft(each, FileTime.from(before))) {
          remove(each);
        }
      }
    }
  }

  private static boolean isLeft(Path path, FileTime before) throws IOException {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        && Others.writers(path).isEmpty()
        && (isUnlocked(path) || isOlder(path, before));
  }

  private static boolean isOlder(Path path, FileTime before) throws IOException {
    try {
      return Files.getLastModifiedTime(path).compareTo(before) < 0;
    } catch (NoSuchFileException sweptByAnother) {
      return false;
    }
  }

  /** Says whether the process that made it is no more: the kernel has let go of its lock. */
  private static boolean isUnlocked(Path directory) throws IOException {
    try (FileChannel lock =
        FileChannel.open(directory.resolve(LOCK), WRITE, LinkOption.NOFOLLOW_LINKS)) {
      return lock.tryLock() != null;
    } catch (NoSuchFileException notYet) {
      return false;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        Files.deleteIfExists(each);
      }
    } catch (NoSuchFileException sweptByAnother) {
      return; // who starts at this moment, and found it unlocked
    }
    Files.deleteIfExists(directory);
  }
}
