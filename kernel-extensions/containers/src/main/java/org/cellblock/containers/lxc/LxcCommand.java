package org.cellblock.containers.lxc;

import java.util.stream.Stream;

/** The arguments that all of LXC's programs take alike. */
final class LxcCommand {

  private LxcCommand() {}

  static String[] of(String name, String... arguments) {
    return Stream.concat(Stream.of("-P", LxcPlace.PATH, "-n", name), Stream.of(arguments))
        .toArray(String[]::new);
  }
}
