package org.cellblock.containers.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.RootFs;
import org.cellblock.containers.Scratch;

/**
 * An image as a root.
 *
 * @param image what is unpacked for each cell
 */
record ImageRoot(Image image) implements RootFs {

  @Override
  public Path mount() {
    Path root = Scratch.tmpfs();
    image.unpackLayers(root);
    try {
      Files.createDirectories(root.resolve("proc"));
      Files.createDirectories(root.resolve("dev"));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    return root;
  }
}
