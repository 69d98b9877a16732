package org.cellblock.containers.host;

import org.cellblock.containers.host.OpenThings.Stage;

/** Opens one thing of each stage, the last first, says how they are closed, and ends. */
final class EndedMain {

  private EndedMain() {}

  public static void main(String[] args) {
    for (int i = Stage.values().length - 1; i >= 0; i--) {
      Stage stage = Stage.values()[i];
      OpenThings.<String>of(stage, thing -> thing, EndedMain::close).put(stage.name());
      OpenThings.whenEnding(stage, () -> System.out.println("after " + stage));
    }
  }

  private static void close(String thing) {
    System.out.println(thing);
    throw new IllegalStateException(thing + " can't be closed");
  }
}
