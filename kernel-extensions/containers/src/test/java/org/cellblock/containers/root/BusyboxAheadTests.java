package org.cellblock.containers.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Linux;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.Test;

/** A tree that was made before its cell was opened. */
@NeedsNamespaces
class BusyboxAheadTests {

  @Test
  void hasAllThatATreeOfTheCellsOwnHas() {
    String own;
    try (Cell cell = Cell.open("own")) {
      cell.unshare(MOUNT, PID);
      cell.call(() -> ((Busybox) RootFs.busybox()).mountOwn());
      own = list(cell, ((Busybox) RootFs.busybox()).mountPoint().toString());
    }
    try (Cell cell = openedAhead()) {
      assertThat(list(cell, "/")).isEqualTo(own);
      assertThat(cell.run("sh", "-c", "echo x >/dev/null && head -c 2 /dev/zero").stdout())
          .isEqualTo("\0\0");
    }
  }

  @Test
  void isWhatNoOtherCellHasWrittenTo() {
    try (Cell first = openedAhead()) {
      first.run("sh", "-c", "echo evil >/etc/passwd; echo evil >/evil");
      try (Cell second = openedAhead()) {
        assertThat(second.run("cat", "/etc/passwd").stdout()).contains("root:x:0:0");
        assertThat(second.run("ls", "/").stdout()).doesNotContain("evil");
      }
    }
  }

  @Test
  void isOwnInTheCellThatTookIt() {
    try (Cell cell = openedAhead()) {
      assertThat(cell.run("mount", "-o", "remount,size=1m", "/").succeeded()).isTrue();
      cell.call(() -> Linux.write(Path.of("/etc/hosts"), "own"));
      assertThat(cell.run("cat", "/etc/hosts").stdout()).startsWith("own");
    }
  }

  @Test
  void isSeenByNobodyBefore() throws IOException {
    openedAhead().close();
    String place = ((Busybox) RootFs.busybox()).mountPoint().toString();
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(place);
  }

  @Test
  void isRefusedToACellThatSharesItsMounts() {
    openedAhead().close();
    try (Cell cell = Cell.open("sharing")) {
      assertThatThrownBy(() -> cell.pivotRoot(RootFs.busybox()))
          .isInstanceOf(SyscallException.class)
          .hasMessageStartingWith("mount(")
          .hasMessageContaining("unshare(MOUNT)");
    }
  }

  /** Opens cells until one came after its tree. */
  private static Cell openedAhead() {
    Deadline deadline = Deadline.in(Deadline.OWN, "a tree to be made ahead", "is it refused?");
    while (true) {
      Cell cell = Cell.open("ahead").unshare(MOUNT, PID).pivotRoot(RootFs.busybox());
      List<String> by = cell.trace().stringColumn("by").asList();
      if (by.contains("ahead")) {
        return cell;
      }
      cell.close();
      deadline.check();
    }
  }

  private static String list(Cell cell, String root) {
    String script = "cd \"$0\" && find . -path ./proc -prune -o -exec stat -c '%n %f %t:%T' {} +";
    return cell.run("sh", "-c", script + " | sort", root).stdout();
  }
}
