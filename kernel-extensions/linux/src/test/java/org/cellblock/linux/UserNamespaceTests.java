package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class UserNamespaceTests {

  @Test
  void theMapIsTheKernelsWithSingleBlanks() throws IOException {
    String map =
        Files.readAllLines(Path.of("/proc/self/uid_map")).stream()
            .map(line -> Arrays.stream(line.strip().split(" +")).collect(Collectors.joining(" ")))
            .collect(Collectors.joining("\n"));
    assertThat(UserNamespace.uidMap()).isEqualTo(map);
  }

  @Test
  void onlyARangeOfAllIdsMapsAllUsers() throws IOException {
    boolean all = Files.readAllLines(Path.of("/proc/self/uid_map")).get(0).endsWith("0 4294967295");
    assertThat(UserNamespace.mapsAllUsers()).isEqualTo(all);
    assertThat(UserNamespace.isRootOfAllUsers())
        .isEqualTo(all && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0));
  }
}
