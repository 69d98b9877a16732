package org.cellblock.linux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that moves itself into cgroups, waits for its limits and then becomes another: {@code
 * join.c}. So the other has them before its first instruction, in version 1 as in version 2.
 */
final class JoinProgram {

  private static final MemoryFile FILE = MachineProgram.inMemory("join");

  private JoinProgram() {}

  static String path() {
    return FILE.path();
  }

  /** Returns the argv by which it joins the request's cgroups and becomes the program at a path. */
  static List<String> arguments(SpawnRequest request, String path, Fd report, Fd gate) {
    List<String> argv = new ArrayList<>(List.of("join"));
    argv.add(Integer.toString(report.number()));
    argv.add(Integer.toString(gate.number()));
    request.cgroups().forEach(each -> argv.add(Integer.toString(each.fd().number())));
    argv.add("");
    argv.add(path);
    argv.addAll(request.arguments());
    return argv;
  }

  /**
   * Throws what was refused; the report of a program that has become the other is empty.
   *
   * @throws IllegalStateException when there is none in time: it was frozen on its way
   */
  static void check(Fd report, SpawnRequest request, Arguments spawned, Duration patience) {
    Poll.until(
        report,
        Deadline.in(
            patience,
            "posix_spawn(%s) to join its cgroups".formatted(spawned),
            "is one of them frozen? echo THAWED > freezer.state, or echo 0 > cgroup.freeze"));
    byte[] answer = new byte[2];
    if (report.read(answer) < answer.length) {
      return;
    }
    if (answer[0] == 0) {
      throw SyscallException.of("posix_spawn", spawned, answer[1]);
    }
    throw request.cgroups().get(answer[0] - 1).refused("0", answer[1]);
  }
}
