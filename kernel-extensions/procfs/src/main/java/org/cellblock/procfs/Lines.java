package org.cellblock.procfs;

import java.util.stream.Stream;

/** The lines of a file of the kernel's, which ends them with a newline and nothing else. */
final class Lines {

  private Lines() {}

  /** Splits at newlines only: a name may hold a carriage return, and the kernel lets it stand. */
  static Stream<String> of(String text) {
    return Stream.of(text.split("\n")).filter(line -> !line.isEmpty());
  }
}
