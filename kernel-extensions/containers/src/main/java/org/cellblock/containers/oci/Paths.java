package org.cellblock.containers.oci;

/** Checks paths, which the specification wants absolute. */
final class Paths {

  private Paths() {}

  static String check(String what, String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "%s [%s]: expected an absolute path, for example /%s".formatted(what, path, path));
    }
    return path;
  }
}
