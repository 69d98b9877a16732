package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFdTests {

  @ParameterizedTest
  @CsvSource({
    "/tmp/x (deleted), file",
    "/dev/null, device",
    "/dev/shm/x, file",
    "/memfd:init (deleted), memfd",
    "pipe:[4711], pipe",
    "socket:[4711], socket",
    "net:[4026531840], namespace",
    "anon_inode:[eventpoll], eventpoll",
    "anon_inode:inotify, inotify",
    "strange, ''"
  })
  void theTypeIsInTheTarget(String target, String type) {
    assertThat(OpenFd.type(target)).isEqualTo(type);
  }

  @Test
  void theFlagsAreOctal() {
    assertThat(OpenFd.of(3, "/x", "pos:\t0\nflags:\t02100001\nmnt_id:\t9\n"))
        .isEqualTo(new OpenFd(3, "file", "/x", "write", "closed"));
    assertThat(OpenFd.of(4, "/x", "pos:\t0\nflags:\t010000000\n"))
        .isEqualTo(new OpenFd(4, "file", "/x", "path", "kept"));
  }

  @Test
  void aDescriptorClosedMeanwhileHasNoFlags() {
    assertThat(OpenFd.of(3, "pipe:[1]", "")).isEqualTo(new OpenFd(3, "pipe", "pipe:[1]", "", ""));
  }
}
