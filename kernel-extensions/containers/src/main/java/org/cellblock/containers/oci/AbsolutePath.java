package org.cellblock.containers.oci;

import org.cellblock.linux.Given;

/** Checks paths, which the specification wants absolute. */
final class AbsolutePath {

  private AbsolutePath() {}

  static String check(String what, String path) {
    if (!Given.text(path, what).startsWith("/")) {
      throw new IllegalArgumentException(
          "%s [%s]: expected an absolute path, for example /%s".formatted(what, path, path));
    }
    return path;
  }
}
