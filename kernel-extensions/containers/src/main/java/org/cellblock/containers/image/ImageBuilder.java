package org.cellblock.containers.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;

/**
 * Builds an {@link Image} from directories.
 *
 * <p>The same files and settings make the same digests: times are left out, files are sorted and
 * belong to root. Another version of Java may zip differently; the diff ids stay.
 */
public final class ImageBuilder {

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";

  private final List<Path> layers = new ArrayList<>();
  private final JsonObject config = new JsonObject();
  private final JsonArray env = new JsonArray();
  private String tag = "latest";

  ImageBuilder() {}

  /**
   * Adds a layer above those that are there.
   *
   * @param directory all that the layer has; overlay's whiteouts and opaque directories become
   *     those of images, so that an {@link org.cellblock.containers.root.Overlay#upper()} is a
   *     layer
   * @return this builder
   * @throws IllegalArgumentException when it is no directory
   */
  public synchronized ImageBuilder layer(Path directory) {
    Given.notNull(directory, "layer", "a directory");
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "layer [%s]: expected a directory that exists".formatted(directory));
    }
    layers.add(directory);
    return this;
  }

  /**
   * Adds the layers of a root, for example {@link RootFs#busybox()}.
   *
   * @param root made of directories of the host
   * @return this builder
   * @throws IllegalArgumentException when the root is made as a cell enters it
   */
  public synchronized ImageBuilder layer(RootFs root) {
    Given.notNull(root, "layer", "a root made of directories of the host");
    if (root.directories().isEmpty()) {
      throw new IllegalArgumentException(
          "layer [%s]: expected a root made of directories of the host".formatted(root));
    }
    layers.addAll(root.directories());
    return this;
  }

  /**
   * Sets the program that a container runs.
   *
   * @param words a path inside, and its first arguments
   * @return this builder
   */
  public synchronized ImageBuilder entrypoint(String... words) {
    config.add("Entrypoint", array(words));
    return this;
  }

  /**
   * Sets the arguments that a container's user may replace; without an entry point, the program.
   *
   * @param words appended to the entry point
   * @return this builder
   */
  public synchronized ImageBuilder cmd(String... words) {
    config.add("Cmd", array(words));
    return this;
  }

  /**
   * Sets a variable of the environment.
   *
   * @param name without an equals sign
   * @param value any text
   * @return this builder
   * @throws IllegalArgumentException for another name
   */
  public synchronized ImageBuilder env(String name, String value) {
    env.add(Given.variable(name) + "=" + Given.text(value, "value of " + name));
    config.add("Env", env);
    return this;
  }

  /**
   * Sets the directory that a container starts in.
   *
   * @param directory an absolute path inside
   * @return this builder
   * @throws IllegalArgumentException for a relative path
   */
  public synchronized ImageBuilder workingDir(String directory) {
    if (!Given.text(directory, "working directory").startsWith("/")) {
      throw new IllegalArgumentException(
          "working directory [%s]: expected an absolute path".formatted(directory));
    }
    config.addProperty("WorkingDir", directory);
    return this;
  }

  /**
   * Sets the name of the image within its directory; {@code latest} when not called.
   *
   * @param name 1 to 128 letters, digits, dots, dashes and underscores
   * @return this builder
   * @throws IllegalArgumentException for another name
   */
  public synchronized ImageBuilder tag(String name) {
    if (name == null || !name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")) {
      throw new IllegalArgumentException(
          "tag [%s]: expected 1 to 128 letters, digits, dots, dashes or underscores"
              .formatted(name));
    }
    tag = name;
    return this;
  }

  /**
   * Writes the image in the OCI image layout.
   *
   * @param directory absent, empty, or an image already, whose index is replaced
   * @return the image, read back
   * @throws IllegalArgumentException for a directory with something else in it, or one in a layer,
   *     and for devices, pipes and sockets in a layer
   */
  public Image writeTo(Path directory) {
    Given.notNull(directory, "image directory", "one that is absent or empty");
    Path target = directory.toAbsolutePath().normalize();
    ImageBuilder now = copy();
    HostThread.call(
        () -> {
          Layout.checkFree(target);
          now.checkOutside(target);
          now.write(Layout.create(target));
          return null;
        });
    return Image.read(target);
  }

  /** An image in its own layer would hold all that was written there before, twice as much. */
  private void checkOutside(Path target) {
    try {
      Path there = target;
      while (!Files.exists(there)) {
        there = there.getParent();
      }
      for (Path up = there.toRealPath(); up != null; up = up.getParent()) {
        for (Path layer : layers) {
          if (Files.isDirectory(layer) && Files.isSameFile(up, layer)) {
            throw new IllegalArgumentException(
                "image directory [%s]: expected one outside layer %s, or the image would hold itself"
                    .formatted(target, layer));
          }
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("write an image into " + target, unreadable);
    }
  }

  /** Another thread may add to this one while it is written. */
  private synchronized ImageBuilder copy() {
    ImageBuilder copy = new ImageBuilder();
    copy.layers.addAll(layers);
    config.deepCopy().entrySet().forEach(each -> copy.config.add(each.getKey(), each.getValue()));
    copy.tag = tag;
    return copy;
  }

  private void write(Layout layout) {
    List<Blob> blobs = new ArrayList<>();
    JsonArray diffIds = new JsonArray();
    for (Path layer : layers) {
      LayerWriter.Written written = LayerWriter.write(layer, layout);
      blobs.add(written.blob());
      diffIds.add(written.diffId());
    }
    byte[] document = configuration(diffIds).toString().getBytes(StandardCharsets.UTF_8);
    writeIndex(layout, document, blobs, tag);
  }

  /** Writes the documents of an image whose layers are there. */
  static void writeIndex(Layout layout, byte[] configuration, List<Blob> layers, String tag) {
    JsonArray blobs = new JsonArray();
    layers.forEach(layer -> blobs.add(layer.json()));
    JsonObject manifest = new JsonObject();
    manifest.addProperty("schemaVersion", 2);
    manifest.addProperty("mediaType", MANIFEST);
    manifest.add("config", layout.write(CONFIG, configuration).json());
    manifest.add("layers", blobs);
    JsonObject index = ImageIndex.of(layout.write(MANIFEST, manifest), tag);
    try {
      Files.writeString(layout.directory().resolve("index.json"), index.toString());
    } catch (IOException unwritable) {
      throw new UncheckedIOException("write an image into " + layout.directory(), unwritable);
    }
  }

  private JsonObject configuration(JsonArray diffIds) {
    JsonObject rootfs = new JsonObject();
    rootfs.addProperty("type", "layers");
    rootfs.add("diff_ids", diffIds);
    JsonObject document = new JsonObject();
    document.addProperty("architecture", Platform.architecture());
    document.addProperty("os", Platform.OS);
    document.add("config", config);
    document.add("rootfs", rootfs);
    document.add("history", history(diffIds.size()));
    return document;
  }

  private static JsonArray array(String... words) {
    JsonArray array = new JsonArray();
    Given.texts(words, "word").forEach(array::add);
    return array;
  }

  /** Says one thing of each layer: without it, engines give the next image's steps their sizes. */
  private static JsonArray history(int layers) {
    JsonArray history = new JsonArray();
    for (int i = 1; i <= layers; i++) {
      JsonObject step = new JsonObject();
      step.addProperty("created", "1970-01-01T00:00:00Z");
      step.addProperty("created_by", "Cellblock, layer " + i);
      history.add(step);
    }
    return history;
  }
}
