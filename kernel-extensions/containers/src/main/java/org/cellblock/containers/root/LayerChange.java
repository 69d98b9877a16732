package org.cellblock.containers.root;

import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.root.LayerFile.Type;

/**
 * One thing that a cell changed in the tree that it sees.
 *
 * @param change added, changed, deleted, or replaced (a directory that hides the one below it)
 * @param path from the root
 * @param type of the file in the upper layer; a deleted one is there as a whiteout
 * @param mode octal
 * @param size in bytes
 */
public record LayerChange(String change, String path, String type, String mode, long size) {

  static List<LayerChange> of(Layer upper, Layer.Merged lower) {
    List<LayerChange> changes = new ArrayList<>();
    for (LayerFile file : upper.files()) {
      LayerFile below = lower.at(file.path());
      if (!isCopiedParent(file, below)) {
        changes.add(
            new LayerChange(
                kind(file, below),
                file.path(),
                file.type().toString(),
                file.octalMode(),
                file.size()));
      }
    }
    return changes;
  }

  /** A directory comes up only because something in it was written. */
  private static boolean isCopiedParent(LayerFile file, LayerFile below) {
    return file.type() == Type.DIRECTORY
        && below != null
        && below.type().isDirectory()
        && file.hasSameOwnerAndMode(below);
  }

  private static String kind(LayerFile file, LayerFile below) {
    if (file.type() == Type.WHITEOUT) {
      return "deleted";
    }
    if (below == null) {
      return "added";
    }
    return file.type() == Type.OPAQUE_DIRECTORY ? "replaced" : "changed";
  }
}
