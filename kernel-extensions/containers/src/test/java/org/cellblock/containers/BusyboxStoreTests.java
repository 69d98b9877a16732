package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusyboxStoreTests {

  /** Linux allows no pid beyond 4194304. */
  private static final long NOBODY = 4_194_305;

  @Test
  void onlyDraftsOfProcessesThatAreGoneAreRemoved(@TempDir Path store) throws IOException {
    Path dead = Files.createDirectory(store.resolve(".draft-" + NOBODY + "-1"));
    Files.createSymbolicLink(Files.createDirectory(dead.resolve("bin")).resolve("sh"), store);
    Path own = Files.createDirectory(store.resolve(".draft-" + ProcessHandle.current().pid()));
    Path tree = Files.createDirectory(store.resolve("root-1-2"));
    BusyboxStore.sweep(store);
    assertThat(dead).doesNotExist();
    assertThat(own).exists();
    assertThat(tree).exists();
  }

  @Test
  void aTreeThatCantBeBuiltLeavesNoDraft(@TempDir Path store) {
    Path program = Path.of("/bin/false");
    assertThatThrownBy(() -> BusyboxStore.build(program, store.resolve("root-1-2")))
        .hasMessageStartingWith("busybox --list: ");
    assertThat(store).isEmptyDirectory();
  }
}
