package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.cellblock.containers.root.Layer;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a layer which somebody changes while it is read shows nothing but what is in it. */
@Tag("kernel")
@NeedsNamespaces
class LiveLayerTests {

  private static final int READS = 6_000;

  @TempDir private Path place;

  @Test
  void aDirectoryThatBecomesALinkLeadsNowhere() throws Exception {
    Path outside = Files.createDirectories(place.resolve("outside/secret")).getParent();
    Path layer = Files.createDirectories(place.resolve("layer"));
    Files.createDirectories(layer.resolve("dir/inside"));
    Files.createSymbolicLink(layer.resolve("link"), outside);
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicReference<IOException> failed = new AtomicReference<>();
    Thread changing = new Thread(() -> exchange(layer, isOver, failed));
    changing.start();
    Set<String> seen = new TreeSet<>();
    try {
      for (int i = 0; i < READS; i++) {
        Layer.read("live", layer).files().forEach(file -> seen.add(file.path()));
      }
    } finally {
      isOver.set(true);
      changing.join();
    }
    assertThat(failed.get()).isNull();
    assertThat(seen).contains("/dir/inside").noneMatch(path -> path.contains("secret"));
  }

  private static void exchange(
      Path layer, AtomicBoolean isOver, AtomicReference<IOException> failed) {
    Path directory = layer.resolve("dir");
    try {
      while (!isOver.get()) {
        Files.move(directory, layer.resolve("away"));
        Files.move(layer.resolve("link"), directory);
        LockSupport.parkNanos(20_000);
        Files.move(directory, layer.resolve("link"));
        Files.move(layer.resolve("away"), directory);
        LockSupport.parkNanos(20_000);
      }
    } catch (IOException broken) {
      failed.set(broken);
    }
  }
}
