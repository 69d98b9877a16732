package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provokes each answer to an overlay whose text misleads, on the real kernel. */
@NeedsNamespaces
class OverlayExplanationTests {

  private final CellThread cell = CellThread.start("overlays");

  @TempDir Path directory;

  /** Two tmpfs that go with the thread: a and b. */
  @BeforeEach
  void mountTwo() throws IOException {
    Files.createDirectory(directory.resolve("a"));
    Files.createDirectory(directory.resolve("b"));
    cell.call(
        () -> {
          Linux.unshare(Namespace.MOUNT);
          for (String memory : new String[] {"a", "b"}) {
            Linux.mount("tmpfs", directory.resolve(memory).toString(), "tmpfs");
            for (String name : new String[] {"lower", "upper", "work", "merged"}) {
              Files.createDirectory(directory.resolve(memory).resolve(name));
            }
          }
          return null;
        });
  }

  @AfterEach
  void endTheThread() {
    cell.end();
  }

  @Test
  void upperAndWorkInDifferentFileSystems() {
    assertThat(overlay("lowerdir=%1$s/a/lower,upperdir=%1$s/a/upper,workdir=%1$s/b/work"))
        .hasMessage(
            """
            mount(source="overlay", target="%1$s/a/merged", type="overlay", \
            data="lowerdir=%1$s/a/lower,upperdir=%1$s/a/upper,workdir=%1$s/b/work"): \
            EINVAL (22) Invalid argument
            upperdir is on tmpfs, workdir on tmpfs, each its own
            Hint: put upper and work in the same file system; see mount(8), overlay"""
                .formatted(directory));
  }

  @Test
  void upperWithoutWork() {
    assertThat(overlay("lowerdir=%1$s/a/lower,upperdir=%1$s/a/upper"))
        .hasMessageEndingWith(
            "EINVAL (22) Invalid argument\nof upperdir and workdir, one is missing\n"
                + "Hint: overlay wants both, or neither; see mount(8), overlay");
  }

  @Test
  void workInsideUpper() throws IOException {
    cell.call(() -> Files.createDirectory(directory.resolve("a/upper/work")));
    assertThat(overlay("lowerdir=%1$s/a/lower,upperdir=%1$s/a/upper,workdir=%1$s/a/upper/work"))
        .hasMessageEndingWith(
            "EINVAL (22) Invalid argument\nof upperdir and workdir, one is inside the other\n"
                + "Hint: put them side by side; see mount(8), overlay");
  }

  @Test
  void aLayerThatIsNotThere() {
    assertThat(overlay("lowerdir=%1$s/a/lower:%1$s/nowhere"))
        .hasMessageEndingWith(
            "ENOENT (2) No such file or directory\nno directory: %s/nowhere\n".formatted(directory)
                + "Hint: make the directories first; see mount(8), overlay");
  }

  @Test
  void anOverlayWithoutTheCapability() {
    cell.call(
        () -> {
          Capabilities.dropAll();
          return null;
        });
    assertThat(overlay("lowerdir=%1$s/a/lower:%1$s/b/lower"))
        .hasMessageContaining("EPERM (1) Operation not permitted\neffective capabilities of")
        .hasMessageContaining("\nHint: CAP_SYS_ADMIN is needed;");
  }

  @Test
  void anOverlayOfAnOrdinaryUserOnAnOldKernel() {
    assertThat(OverlayExplanation.denied("5.10.0-28-amd64"))
        .isEqualTo(
            new Explanation(
                "this is Linux 5.10.0-28-amd64",
                "before Linux 5.11 only root may mount an overlay: be root, or use"
                    + " RootFs.busybox() without layers; see mount(8), overlay"));
    assertThat(OverlayExplanation.denied("6.1.0-9-amd64").hint()).isEmpty();
  }

  private SyscallException overlay(String options) {
    return catchThrowableOfType(
        SyscallException.class,
        () ->
            cell.call(
                () -> {
                  String target = directory.resolve("a/merged").toString();
                  Linux.mount("overlay", target, "overlay", options.formatted(directory));
                  return null;
                }));
  }
}
