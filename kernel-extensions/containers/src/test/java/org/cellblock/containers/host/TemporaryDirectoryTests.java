package org.cellblock.containers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.cellblock.linux.UserNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class TemporaryDirectoryTests {

  private static final Duration TO_VANISH = Duration.ofSeconds(60);

  @Test
  void nobodyElseMayEnterIt() throws Exception {
    Path directory = Host.temporaryDirectory("own");
    Path parent = directory.getParent();
    assertThat(directory).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)))
        .isEqualTo("rwx------");
    Files.delete(directory);
  }

  @Test
  void eachIsAnother() throws Exception {
    Path one = Host.temporaryDirectory("same");
    Path two = Host.temporaryDirectory("same");
    assertThat(one).isNotEqualTo(two).hasParent(two.getParent());
    Files.delete(one);
    Files.delete(two);
  }

  @Test
  void afterKillMinusNineItIsGone() throws Exception {
    Process java = java(System.getProperty("java.io.tmpdir"));
    Path parent = Path.of(java.inputReader().readLine()).getParent();
    assertThat(parent).exists();
    java.destroyForcibly().waitFor();
    await(() -> !Files.exists(parent));
    assertThat(parent).doesNotExist();
  }

  @Test
  void noCommandLineShowsItsName() throws Exception {
    Process java = java(System.getProperty("java.io.tmpdir"));
    Path parent = Path.of(java.inputReader().readLine()).getParent();
    List<String> commands = new ArrayList<>();
    for (ProcessHandle child : java.toHandle().children().toList()) {
      commands.add(Files.readString(Path.of("/proc/%d/cmdline".formatted(child.pid()))));
    }
    java.destroyForcibly().waitFor();
    assertThat(commands).anyMatch(each -> each.contains("cellblock-guardian"));
    assertThat(commands).noneMatch(each -> each.contains(parent.toString()));
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed(@TempDir Path place) throws Exception {
    Path victim = Files.createDirectories(place.resolve("victim"));
    Files.writeString(victim.resolve("file"), "kept");
    Process java = java(place.toString());
    Path parent = Path.of(java.inputReader().readLine()).getParent();
    Files.move(parent, place.resolve("moved"));
    Files.createSymbolicLink(parent, victim);
    java.outputWriter().append("again\n").flush();
    Path next = Path.of(java.inputReader().readLine()).getParent();
    java.destroyForcibly().waitFor();
    await(() -> !Files.exists(next));
    assertThat(next).isNotEqualTo(parent).doesNotExist();
    assertThat(victim).isDirectoryContaining(each -> each.endsWith("file"));
    assertThat(victim.toFile().list()).containsExactly("file");
  }

  @Test
  void whatAnotherUserHasPutInItsPlaceStays(@TempDir Path place) throws Exception {
    assumeTrue(UserNamespace.mapsAllUsers(), "needs users to give it to");
    Process java = java(place.toString());
    Path parent = Path.of(java.inputReader().readLine()).getParent();
    Files.move(parent, place.resolve("moved"));
    Files.createDirectory(parent);
    Files.setAttribute(parent, "unix:uid", 65_534);
    java.outputWriter().append("again\n").flush();
    Path next = Path.of(java.inputReader().readLine()).getParent();
    java.destroyForcibly().waitFor();
    await(() -> !Files.exists(next));
    assertThat(next).isNotEqualTo(parent).doesNotExist();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whereAnybodyCouldExchangeItNoneIsMade(@TempDir Path open) throws Exception {
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Process java = java(open.toString());
    assertThat(java.inputReader().readLine())
        .isEqualTo(
            ("temporary directory [%1$s]: expected one where nobody else can exchange ours, but"
                    + " anybody may write to %1$s: start Java with -Djava.io.tmpdir= another,"
                    + " or chmod +t it")
                .formatted(open.toRealPath()));
    java.destroyForcibly().waitFor();
    assertThat(open).isEmptyDirectory();
  }

  private static Process java(String parent) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + parent,
            "-cp",
            System.getProperty("java.class.path"),
            KilledWithFilesMain.class.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TO_VANISH.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
  }

  @Test
  void aNameWithASlashIsRefused() {
    for (String name : List.of("a/b", "a/")) {
      assertThatThrownBy(() -> Host.temporaryDirectory(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("directory name [%s]: expected at most 50 characters, and no slash", name);
    }
  }
}
