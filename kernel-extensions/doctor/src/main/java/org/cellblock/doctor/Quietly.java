package org.cellblock.doctor;

import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;

/** Runs programs on the host whose text nobody is to see: a notebook shows what Host.run does. */
final class Quietly {

  private Quietly() {}

  static Output run(String program, String... arguments) {
    return Host.start(program, arguments).waitFor();
  }
}
