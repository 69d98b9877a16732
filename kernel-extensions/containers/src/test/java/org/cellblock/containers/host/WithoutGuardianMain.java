package org.cellblock.containers.host;

import java.nio.file.Files;
import java.nio.file.Path;

/** Starts programs before and after somebody kills the guardian, says their pids, and waits. */
final class WithoutGuardianMain {

  private WithoutGuardianMain() {}

  public static void main(String[] arguments) throws Exception {
    Program before = Host.start("sleep", "1000");
    ProcessHandle guardian =
        ProcessHandle.current()
            .children()
            .filter(each -> each.pid() != before.pid())
            .findFirst()
            .orElseThrow();
    guardian.destroyForcibly();
    Path stat = Path.of("/proc", Long.toString(guardian.pid()), "stat");
    while (!Files.readString(stat).contains(") Z ")) {
      Thread.sleep(10);
    }
    if (arguments[0].equals("ends")) {
      System.out.println(before.pid());
      return;
    }
    Program after = Host.start("sleep", "1000");
    System.out.println(before.pid() + " " + after.pid());
    Thread.sleep(60_000);
  }
}
