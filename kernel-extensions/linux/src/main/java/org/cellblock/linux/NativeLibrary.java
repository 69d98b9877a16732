package org.cellblock.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

  /** Loading takes milliseconds; a number of a process may be another's in another namespace. */
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
      Path own = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
      System.setProperty(PROPERTY, own.toString());
      try {
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
      if (Files.isWritable(place) && Others.exchange(place).isEmpty()) {
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
        && Others.write(path).isEmpty()
        && (hasEnded(path) || Files.getLastModifiedTime(path).compareTo(before) < 0);
  }

  /** Says whether the process that made it is no more; its name tells which that was. */
  private static boolean hasEnded(Path path) {
    String pid = path.getFileName().toString().substring(PREFIX.length()).split("-")[0];
    return pid.chars().allMatch(Character::isDigit) && !Files.exists(Path.of("/proc", pid));
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        Files.deleteIfExists(each);
      }
    }
    Files.deleteIfExists(directory);
  }
}
