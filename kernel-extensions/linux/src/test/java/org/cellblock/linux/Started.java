package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Programs that tests start as such, found in {@code /usr/bin} and {@code /bin}. */
final class Started {

  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

  private Started() {}

  /** Asks for one that reads nothing, and whose output nobody reads. */
  static SpawnRequest request(String... argv) {
    return request(NullDevice.FD, List.of(), argv);
  }

  /** Starts such a one. */
  static Child quietly(String... argv) {
    return Child.spawn(request(argv));
  }

  /** Waits for such a one, and says whether its exit status is 0. */
  static boolean succeeds(String... argv) {
    try (Child child = quietly(argv)) {
      return child.waitFor().code() == 0;
    }
  }

  /** Returns what one wrote, of its errors too, with some limits; it fits into a pipe. */
  static String written(List<Rlimit> limits, String... argv) {
    try (Pipe out = Pipe.open()) {
      try (Child child = Child.spawn(request(out.writeEnd(), limits, argv))) {
        child.waitFor();
      }
      byte[] text = new byte[10_000];
      out.writeEnd().close();
      int count = Math.max(0, out.readEnd().read(text));
      return new String(text, 0, count, StandardCharsets.UTF_8);
    }
  }

  private static SpawnRequest request(Fd out, List<Rlimit> limits, String... argv) {
    return new SpawnRequest(
        argv[0], List.of(argv), PATH, NullDevice.FD, out, out, List.of(), limits, null);
  }
}
