package org.cellblock.containers;

import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;

/** Starts a daemon that says its pid, in a cell or on the host, and waits to be killed. */
final class DaemonMain {

  private DaemonMain() {}

  public static void main(String[] arguments) throws Exception {
    Output said =
        arguments[0].equals("cell")
            ? Cell.open("daemon").run("sh", "-c", arguments[1])
            : Host.run("sh", "-c", arguments[1]);
    System.out.print(said.stdout());
    System.out.flush();
    Thread.sleep(60_000);
  }
}
