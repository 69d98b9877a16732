package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.cellblock.containers.image.Image;
import org.cellblock.containers.image.ImageBuilder;
import org.cellblock.containers.lxc.Lxc;
import org.cellblock.containers.oci.Bundle;
import org.cellblock.containers.oci.OciMount;
import org.cellblock.containers.oci.Runc;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That what is being made may be used by one thread while another goes on making it. */
@NeedsNamespaces
class TwoThreadsTests {

  private static final int ROUNDS = 300;

  /** So long that it still adds in the last round, so short that it does in most. */
  private static final long PAUSE_NANOS = 20_000;

  @TempDir private static Path directory;

  static Stream<Arguments> builders() {
    Bundle bundle = Runc.bundle(RootFs.busybox());
    Lxc lxc = Lxc.named("threads");
    ImageBuilder image = Image.build();
    Path target = directory.resolve("image");
    return Stream.of(
        row("variables", i -> bundle.env("V" + i, "x"), bundle::config),
        row("mounts", i -> bundle.mount(mount(i)), bundle::config),
        row("masked paths", i -> bundle.maskedPaths("/masked" + i), bundle::config),
        row("keys of LXC", i -> lxc.set("lxc.environment", "V" + i), lxc::config),
        row("other keys", i -> lxc.set("lxc.sysctl.net.a" + i, "1"), lxc::config),
        row("variables of an image", i -> image.env("V" + i, "x"), () -> image.writeTo(target)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("builders")
  void oneAddsWhileTheOtherUses(String what, IntConsumer add, Runnable use) throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    Thread adding =
        new Thread(
            () -> {
              for (int i = 0; i < 100 * ROUNDS && !isOver.get(); i++) {
                add.accept(i);
                LockSupport.parkNanos(PAUSE_NANOS);
              }
            });
    adding.start();
    try {
      for (int i = 0; i < ROUNDS; i++) {
        assertThatCode(use::run).doesNotThrowAnyException();
      }
    } finally {
      isOver.set(true);
      adding.join();
    }
  }

  private static OciMount mount(int number) {
    return OciMount.of("/mount" + number, "tmpfs", "none");
  }

  private static Arguments row(String what, IntConsumer add, Runnable use) {
    return Arguments.of(what, add, use);
  }
}
