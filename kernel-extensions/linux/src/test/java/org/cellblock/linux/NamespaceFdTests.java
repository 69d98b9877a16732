package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NamespaceFdTests {

  @Test
  void anOpenNamespaceKnowsItsKindAndItsInode() throws Exception {
    for (Namespace kind : Namespace.values()) {
      Path link = Path.of("/proc/self/ns", kind.procName());
      if (kind.isSupported()) {
        try (NamespaceFd namespace = NamespaceFd.open(link.toString()).orElseThrow()) {
          assertThat(namespace.kind()).isEqualTo(kind);
          assertThat(Files.readSymbolicLink(link)).hasToString(name(namespace));
        }
      }
    }
  }

  @Test
  @NeedsNamespaces
  void aNewNamespaceIsOwnedByTheUserNamespaceOfItsMaker() {
    CellThread thread = CellThread.start("owner");
    try {
      thread.call(() -> unshare(Namespace.UTS));
      try (NamespaceFd uts = open("/proc/self/task/" + thread.tid() + "/ns/uts");
          NamespaceFd owner = uts.owner().orElseThrow();
          NamespaceFd ours = open("/proc/self/ns/user")) {
        assertThat(name(owner)).isEqualTo(name(ours));
        assertThat(owner.ownerUid()).isPresent();
      }
    } finally {
      thread.end();
    }
  }

  @Test
  void onlyUserNamespacesHaveAnOwningUserAndOnlyHierarchiesAParent() {
    try (NamespaceFd uts = open("/proc/self/ns/uts")) {
      assertThat(uts.ownerUid()).isEmpty();
      assertThat(uts.parent()).isEmpty();
    }
  }

  @Test
  void whatHasVanishedIsNoError() {
    assertThat(NamespaceFd.open("/proc/999999999/ns/uts")).isEmpty();
  }

  @Test
  void aFileThatIsNoNamespaceSaysSo() {
    try (NamespaceFd file = open("/proc/self/status")) {
      assertThatThrownBy(file::kind)
          .isInstanceOf(SyscallException.class)
          .message()
          .matches(
              "ioctl\\(fd=\\d+, request=NS_GET_NSTYPE\\):"
                  + " ENOTTY \\(25\\) Inappropriate ioctl for device");
      assertThatThrownBy(file::owner)
          .message()
          .matches(
              "ioctl\\(fd=\\d+, request=NS_GET_USERNS\\):"
                  + " ENOTTY \\(25\\) Inappropriate ioctl for device");
    }
  }

  @Test
  void aPathThatCantBeOneIsAnError() {
    assertThatThrownBy(() -> NamespaceFd.open("/proc/self/status/ns"))
        .isInstanceOf(SyscallException.class)
        .hasMessage("open(path=\"/proc/self/status/ns\"): ENOTDIR (20) Not a directory");
  }

  private static Void unshare(Namespace kind) {
    Linux.unshare(kind);
    return null;
  }

  private static NamespaceFd open(String path) {
    return NamespaceFd.open(path).orElseThrow();
  }

  private static String name(NamespaceFd namespace) {
    return "%s:[%d]".formatted(namespace.kind().procName(), namespace.inode());
  }
}
