package org.cellblock.jupyter.magic;

import org.cellblock.containers.host.Output;

/** A script that ended with another status than 0. */
public final class ScriptFailure extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  ScriptFailure(Output output) {
    super("the script ended with " + output.status());
  }
}
