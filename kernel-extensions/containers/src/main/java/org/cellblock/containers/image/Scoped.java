package org.cellblock.containers.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Finds paths below a root as a process with that root would: links and dots can't leave it. */
final class Scoped {

  private static final int MOST_LINKS = 40;

  private Scoped() {}

  /**
   * Resolves a path; links on the way are followed within the root, the last name is taken as it
   * stands.
   */
  static Path resolve(Path root, String path) throws IOException {
    Deque<String> names = new ArrayDeque<>(List.of(path.split("/")));
    Path place = root;
    int links = 0;
    while (!names.isEmpty()) {
      String name = names.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        place = place.equals(root) ? root : place.getParent();
        continue;
      }
      Path next = place.resolve(name);
      if (names.isEmpty() || !Files.isSymbolicLink(next)) {
        place = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new IllegalArgumentException(
            "path [%s]: more than %d links on the way".formatted(path, MOST_LINKS));
      }
      String target = Files.readSymbolicLink(next).toString();
      place = target.startsWith("/") ? root : place;
      List<String> followed = List.of(target.split("/"));
      for (int i = followed.size() - 1; i >= 0; i--) {
        names.push(followed.get(i));
      }
    }
    return place;
  }
}
