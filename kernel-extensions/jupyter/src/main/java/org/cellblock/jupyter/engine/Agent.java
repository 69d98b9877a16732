package org.cellblock.jupyter.engine;

import java.lang.instrument.Instrumentation;
import java.util.Optional;
import org.cellblock.linux.ThreadDoor;

/**
 * Keeps the JVM's door to class redefinition, which {@code java -jar} opens for the class that the
 * manifest names as {@code Launcher-Agent-Class}.
 */
public final class Agent {
  private static volatile Instrumentation instrumentation;

  private Agent() {}

  /**
   * Called by the JVM before {@code main}.
   *
   * @param arguments unused
   * @param given the door
   */
  public static void agentmain(String arguments, Instrumentation given) {
    instrumentation = given;
    ThreadDoor.through(given);
  }

  /** The door, if the JVM was started with {@code -jar}. */
  static Optional<Instrumentation> instrumentation() {
    return Optional.ofNullable(instrumentation);
  }
}
