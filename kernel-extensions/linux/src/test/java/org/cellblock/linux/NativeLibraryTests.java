package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class NativeLibraryTests {

  private static final String LOCKS =
      "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX);"
          + " print('locked', flush=True); time.sleep(60)";

  @Test
  void onlyThisUserMayEnterWhereItIsUnpacked() throws IOException {
    Path seen =
        NativeLibrary.unpacked(
            () -> {
              Path place = Path.of(System.getProperty("jffi.extract.dir"));
              assertThat(mode(place)).isEqualTo("rwx------");
              return place;
            });
    assertThat(seen).doesNotExist();
    assertThat(System.getProperty("jffi.extract.dir")).isNull();
  }

  @Test
  void itIsNotUnpackedWhereAnybodyCouldExchangeIt(@TempDir Path open) throws Exception {
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(fileOfTheLibrary(open)).startsWith("/").doesNotStartWith(open.toString());
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void itIsUnpackedInTheDirectoryForTemporaryFiles(@TempDir Path place) throws Exception {
    assertThat(fileOfTheLibrary(place)).startsWith(place.toRealPath() + "/cellblock-native-");
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void whatAKilledOneHasLeftGoesWithTheNextStart(@TempDir Path place) throws IOException {
    Path empty = Files.createTempDirectory(place, "cellblock-native-");
    Path left = Files.createTempDirectory(place, "cellblock-native-");
    Files.createFile(left.resolve("jffi1.so"));
    Files.createFile(left.resolve("lock"));
    Path link = Files.createSymbolicLink(place.resolve("cellblock-native-link"), place);
    NativeLibrary.sweep(place);
    assertThat(place).isDirectoryContaining(link::equals);
    assertThat(left).doesNotExist();
    assertThat(empty).doesNotExist();
  }

  @Test
  void whatIsLockedIsItsMakersUntilThatOneIsKilled(@TempDir Path place) throws Exception {
    Path loads = Files.createTempDirectory(place, "cellblock-native-");
    Path lock = Files.createFile(loads.resolve("lock"));
    Process locks = new ProcessBuilder("python3", "-c", LOCKS, lock.toString()).start();
    assertThat(locks.inputReader().readLine()).isEqualTo("locked");
    NativeLibrary.sweep(place);
    assertThat(loads).exists();
    locks.destroyForcibly().waitFor();
    NativeLibrary.sweep(place);
    assertThat(loads).doesNotExist();
  }

  @Test
  void manyStartsAtOnceDoNotLoseTheirs(@TempDir Path place) throws Exception {
    Process sweeps =
        new ProcessBuilder(
                "sh", "-c", "while :; do rmdir \"$0\"/cellblock-native-*; done", place.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      for (int i = 0; i < 5; i++) {
        assertThat(fileOfTheLibrary(place)).startsWith(place.toRealPath() + "/cellblock-native-");
      }
    } finally {
      sweeps.destroyForcibly().waitFor();
    }
    assertThat(place).isEmptyDirectory();
  }

  private static String mode(Path place) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(place));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns what a new Java process has loaded, as its map of memory tells. */
  private static String fileOfTheLibrary(Path temporary) throws IOException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Loads.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return java.inputReader().readLine();
  }

  /** Loads it, and says from where. */
  static class Loads {
    public static void main(String[] arguments) throws IOException {
      Linux.gethostname();
      try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
        System.out.println(
            maps.filter(line -> line.contains("jffi") && line.contains("(deleted)"))
                .map(line -> line.substring(line.indexOf('/')))
                .findFirst()
                .orElse("none"));
      }
    }
  }
}
