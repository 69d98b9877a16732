package org.cellblock.containers.root;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cellblock.linux.Given;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.RootPlace;
import org.cellblock.linux.SyscallException;

/**
 * One layer of a root file system: a directory and all that is in it.
 *
 * @param name what to call it
 * @param files all but the root directory itself, parents before their children
 */
public record Layer(String name, List<LayerFile> files) {

  /** What listing a directory is answered that is gone, or something else by now. */
  private static final Set<String> EXCHANGED = Set.of("ENOENT", "ENOTDIR", "ELOOP");

  /**
   * Reads a directory; what vanishes meanwhile is left out. A link is never followed, also when
   * somebody puts it in a directory's place: a layer may be one that a cell writes to.
   *
   * @param name what to call the layer
   * @param directory its root
   * @return the layer
   * @throws IllegalArgumentException when it is no directory, or not any more
   * @throws SyscallException EACCES when something in it may not be read
   */
  public static Layer read(String name, Path directory) {
    Given.notNull(name, "layer name", "what to call it");
    Given.notNull(directory, "layer", "a directory");
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "layer [%s]: expected a directory that exists".formatted(directory));
    }
    List<LayerFile> files = new ArrayList<>();
    try (RootDirectory root = RootDirectory.open(directory)) {
      root.forEachChild(child -> collect("", child, files));
    }
    files.sort(Comparator.comparing(file -> file.path().replace('/', '\0')));
    return new Layer(name, List.copyOf(files));
  }

  private static void collect(String prefix, RootPlace place, List<LayerFile> into) {
    String path = prefix + "/" + place.name();
    try {
      Optional<LayerFile> found = LayerFile.read(path, place);
      found.ifPresent(into::add);
      if (found.filter(file -> file.type().isDirectory()).isPresent()) {
        place.forEachChild(child -> collect(path, child, into));
      }
    } catch (SyscallException refused) {
      if (!EXCHANGED.contains(refused.errnoName())) {
        throw refused;
      }
    }
  }

  /** Merges layers, the lowest first, as overlay shows them. */
  static Merged merge(List<Layer> layers) {
    Merged merged = new Merged(new TreeMap<>());
    layers.forEach(merged::cover);
    return merged;
  }

  /** What is seen through a stack of layers. */
  record Merged(TreeMap<String, Found> files) {

    /** A file, and the layer that it comes from. */
    record Found(LayerFile file, String layer) {}

    private void cover(Layer layer) {
      for (LayerFile file : layer.files()) {
        Found below = files.get(file.path());
        if (file.type() != LayerFile.Type.DIRECTORY
            || (below != null && !below.file().type().isDirectory())) {
          remove(file.path());
        }
        if (file.type() != LayerFile.Type.WHITEOUT) {
          files.put(file.path(), new Found(file, layer.name()));
        }
      }
    }

    private void remove(String path) {
      files.remove(path);
      files.subMap(path + "/", path + "0").clear(); // '0' comes after '/'
    }

    LayerFile at(String path) {
      Found found = files.get(path);
      return found == null ? null : found.file();
    }

    List<LayerFile.Row> rows() {
      return files.values().stream()
          .map(
              found ->
                  new LayerFile.Row(
                      found.file().path(),
                      (found.file().type().isDirectory()
                              ? LayerFile.Type.DIRECTORY
                              : found.file().type())
                          .toString(),
                      found.file().octalMode(),
                      found.file().size(),
                      found.layer()))
          .toList();
    }
  }
}
