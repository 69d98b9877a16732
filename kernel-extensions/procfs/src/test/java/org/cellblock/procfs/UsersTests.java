package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsersTests {

  private final Users users =
      Users.parse("root:x:0:0:r:/root:/bin/sh\n\n#\ntoor:x:0:0::/:/bin/sh\n");

  @Test
  void theFirstNameOfANumberCounts() {
    assertThat(users.name("0")).isEqualTo("root");
    assertThat(users.numberAndName("0")).isEqualTo("0 (root)");
  }

  @Test
  void aLineOfCommentNamesNobody() {
    Users commented =
        Users.parse("#root:x:0:0::/:/bin/sh\n # daemon:x:1:1::/:/bin/sh\nroot:x:0:0::/:/bin/sh");
    assertThat(commented.name("0")).isEqualTo("root");
    assertThat(commented.name("1")).isEqualTo("1");
  }

  @Test
  void aNumberWithoutANameIsItself() {
    assertThat(users.name("4294967295")).isEqualTo("4294967295");
    assertThat(users.numberAndName("7")).isEqualTo("7");
  }
}
