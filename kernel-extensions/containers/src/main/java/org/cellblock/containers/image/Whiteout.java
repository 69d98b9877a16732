package org.cellblock.containers.image;

/** How a layer's tar says that something below it is gone: by an empty file with such a name. */
final class Whiteout {

  /** In a directory that hides all that lower layers have in it. */
  static final String OPAQUE = ".wh..wh..opq";

  private static final String PREFIX = ".wh.";

  private Whiteout() {}

  static boolean isOne(String path) {
    return fileName(path).startsWith(PREFIX);
  }

  static boolean isOpaque(String path) {
    return fileName(path).equals(OPAQUE);
  }

  /** Says whether a marker names something that can be gone: a directory's dots can't. */
  static boolean namesOne(String path) {
    String name = fileName(target(path));
    return !name.isEmpty() && !name.equals(".") && !name.equals("..");
  }

  /** Names the marker for something that was deleted. */
  static String nameFor(String path) {
    String name = fileName(path);
    return path.substring(0, path.length() - name.length()) + PREFIX + name;
  }

  /** Names what a marker says is gone. */
  static String target(String path) {
    String name = fileName(path);
    return path.substring(0, path.length() - name.length()) + name.substring(PREFIX.length());
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
