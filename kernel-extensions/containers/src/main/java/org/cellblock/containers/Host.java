package org.cellblock.containers;

import java.util.HashMap;
import java.util.Map;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;

/**
 * The machine that the notebook kernel runs on, or its user namespace in rootless mode; wherever
 * these methods are called from, they act there.
 */
public final class Host {

  private Host() {}

  /**
   * Runs a program on the host and waits until it has ended.
   *
   * @param program a path, or a name to be found in the {@code PATH}
   * @param arguments what it gets, each as it stands: no shell reads them
   * @return what it wrote and how it ended
   * @throws org.cellblock.linux.SyscallException ENOENT when there is no such program
   * @throws java.util.concurrent.CancellationException when the waiting thread is interrupted; the
   *     program is killed
   */
  public static Output run(String program, String... arguments) {
    return spawn(program, arguments).waitFor();
  }

  /**
   * Starts a program on the host and goes on; it is killed when the notebook kernel ends.
   *
   * @param program a path, or a name to be found in the {@code PATH}
   * @param arguments what it gets
   * @return the running program
   * @throws org.cellblock.linux.SyscallException ENOENT when there is no such program
   */
  public static Program start(String program, String... arguments) {
    return spawn(program, arguments).drained();
  }

  /** Returns the host's name, as gethostname(2) answers on the host. */
  public static String hostname() {
    return HostThread.call(Linux::gethostname);
  }

  /** Returns the environment of a program that no pid namespace of ours will end. */
  static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(Guardian.mark());
    return environment;
  }

  private static Program spawn(String program, String... arguments) {
    Launch launch = new Launch(environment());
    return HostThread.call(() -> Program.spawn(launch, program, arguments));
  }
}
