package org.cellblock.procfs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellblock.linux.Child;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Fd;
import org.cellblock.linux.NullDevice;
import org.cellblock.linux.Pipe;
import org.cellblock.linux.Poll;
import org.cellblock.linux.SpawnRequest;
import org.cellblock.linux.SyscallException;

/** A program of the host's that tells what no file of {@code /proc} does. */
final class Asked {

  private static final String PLACES = "/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";

  private Asked() {}

  /**
   * Starts it in the calling thread's namespaces.
   *
   * @return what it wrote; empty when it isn't installed, or may not ask the kernel
   * @throws IllegalStateException when it hasn't ended in time
   */
  static Optional<String> program(String name, String... arguments) {
    List<String> argv = new ArrayList<>(List.of(name));
    argv.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of("PATH", PLACES + ":" + System.getenv().getOrDefault("PATH", ""));
    Pipe pipe = Pipe.open();
    try (Fd reading = pipe.readEnd()) {
      return started(argv, environment, pipe.writeEnd()).flatMap(each -> answer(each, reading));
    }
  }

  private static Optional<Child> started(
      List<String> argv, Map<String, String> environment, Fd written) {
    try (Fd stdout = written;
        Fd nowhere = NullDevice.openForWriting()) {
      return Optional.of(
          Child.spawn(
              new SpawnRequest(argv.get(0), argv, environment, NullDevice.FD, stdout, nowhere)));
    } catch (SyscallException refused) {
      if (refused.errnoName().equals("ENOENT")) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private static Optional<String> answer(Child child, Fd reading) {
    Deadline deadline =
        Deadline.in(Deadline.TOOL, "a program to list rules", "nft list ruleset shows if it hangs");
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] bytes = new byte[64 * 1024];
    try {
      int count = 0;
      while (count >= 0) {
        deadline.check();
        boolean isThere = !Poll.readable(List.of(reading), deadline.millisLeft()).isEmpty();
        count = isThere ? reading.read(bytes) : 0;
        text.write(bytes, 0, Math.max(0, count));
      }
      return child.waitFor(deadline).code() == 0
          ? Optional.of(text.toString(StandardCharsets.UTF_8))
          : Optional.empty();
    } finally {
      child.end();
      child.close();
    }
  }
}
