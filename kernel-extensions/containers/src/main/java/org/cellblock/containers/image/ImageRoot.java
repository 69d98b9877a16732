package org.cellblock.containers.image;

import java.nio.file.Path;
import org.cellblock.containers.root.RootFs;
import org.cellblock.containers.root.Scratch;
import org.cellblock.linux.Linux;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.UmountFlag;

/**
 * An image as a root.
 *
 * @param image what is unpacked for each cell
 */
record ImageRoot(Image image) implements RootFs {

  @Override
  public Path mount() {
    Path root = Scratch.tmpfs();
    boolean done = false;
    try (RootDirectory inside = RootDirectory.open(root)) {
      image.unpackLayers(root);
      inside.makeDirectories("proc");
      inside.makeDirectories("dev");
      done = true;
    } finally {
      if (!done) {
        Linux.umount2(root.toString(), UmountFlag.MNT_DETACH);
      }
    }
    return root;
  }
}
