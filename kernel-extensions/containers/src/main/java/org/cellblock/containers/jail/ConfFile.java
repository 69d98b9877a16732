package org.cellblock.containers.jail;

import java.nio.file.Path;

/**
 * A text of jail.conf(5), and where it comes from.
 *
 * @param name what an error calls it
 * @param text all of it
 * @param path the file; null for a text that is in none
 */
record ConfFile(String name, String text, Path path) {

  static ConfFile of(String text) {
    return new ConfFile("jail.conf", text, null);
  }
}
