package org.cellblock.containers.oci;

import java.util.List;
import org.cellblock.linux.Given;

/**
 * A program that a runtime calls at a point of a container's life; it gets the state as JSON on its
 * standard input, and a status other than 0 ends the container, except after start and stop.
 *
 * <p>A hook reads its input to the end: crun takes one that ends before for one that failed.
 *
 * @param stage when
 * @param path the program, an absolute path
 * @param arguments what it gets, without its own name
 */
public record Hook(HookStage stage, String path, List<String> arguments) {

  /** Checks the path. */
  public Hook {
    Given.notNull(stage, "stage", "a HookStage");
    AbsolutePath.check("hook", path);
    arguments = Given.list(arguments, "argument", "a text");
    arguments.forEach(argument -> Given.text(argument, "argument"));
  }
}
