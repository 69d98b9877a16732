package org.cellblock.containers.image;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * An image in a directory, in the layout of the Open Container Initiative: what registries hand
 * out, on this machine.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image
 *     layout</a>
 */
public final class Image {

  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final Layout layout;
  private final Blob manifest;
  private final JsonObject manifestJson;
  private final JsonObject configJson;

  private Image(Layout layout, Blob manifest) {
    this.layout = layout;
    this.manifest = manifest;
    manifestJson = layout.read(manifest);
    configJson = layout.read(configBlob());
  }

  /** Begins an image without layers. */
  public static ImageBuilder build() {
    return new ImageBuilder();
  }

  /**
   * Reads an image; the bytes of its documents must have the digests that name them.
   *
   * @param directory in the OCI image layout, with one image for this machine
   * @return the image
   * @throws IllegalArgumentException for another directory, for several images, and for bytes that
   *     were changed
   */
  public static Image read(Path directory) {
    Given.notNull(directory, "image directory", "one with an OCI image layout");
    return HostThread.call(
        () -> {
          Layout layout = Layout.open(directory.toAbsolutePath().normalize());
          return new Image(layout, ImageIndex.manifest(layout));
        });
  }

  /** Returns the directory that the image is in. */
  public Path directory() {
    return layout.directory();
  }

  /** Returns {@code sha256:} and the digest of the manifest, which names all the rest. */
  public String digest() {
    return manifest.digest();
  }

  /** Returns the manifest, indented; the file's own bytes have the digest, these have not. */
  public String manifest() {
    return PRETTY.toJson(manifestJson);
  }

  /** Returns the configuration, indented: what to run, and the layers' diff ids. */
  public String config() {
    return PRETTY.toJson(configJson);
  }

  /**
   * Returns what a container runs: the entry point, then the command.
   *
   * @return the words; none when the image names no program
   */
  public List<String> command() {
    List<String> words = new ArrayList<>(words("Entrypoint"));
    words.addAll(words("Cmd"));
    return List.copyOf(words);
  }

  /** Returns the environment that a container starts with, each {@code NAME=value}. */
  public List<String> env() {
    return words("Env");
  }

  /**
   * Lists the layers, the lowest first.
   *
   * @return columns number (INTEGER), digest, diff id (STRING), size (LONG, bytes as stored)
   */
  public Table layers() {
    return Tables.of("layers", LayerInfo.class, layerRows());
  }

  /**
   * Lists what is in the layers' tars, the lowest layer first.
   *
   * @return columns layer (INTEGER), path, type, mode (STRING, octal), size (LONG, bytes)
   * @throws IllegalArgumentException when the bytes of a layer were changed
   */
  public Table files() {
    return HostThread.call(
        () -> {
          List<ImageFile> rows = new ArrayList<>();
          UnpackBudget budget = new UnpackBudget(UnpackLimits.USUAL);
          List<Blob> blobs = blobs();
          List<String> diffIds = diffIds(blobs.size());
          for (int i = 0; i < blobs.size(); i++) {
            rows.addAll(LayerReader.list(layout, blobs.get(i), diffIds.get(i), budget, i + 1));
          }
          return Tables.of("files of the layers", ImageFile.class, rows);
        });
  }

  /**
   * Returns the root that this image describes: its layers are unpacked, whiteouts applied, into
   * memory that goes with the cell.
   *
   * @return the root; owners of files are kept where root of the first user namespace unpacks
   */
  public RootFs rootFs() {
    return new ImageRoot(this);
  }

  /**
   * Unpacks the layers, one over the other, into a directory that stays.
   *
   * <p>Names and links are taken as a process with this root would: none leads out. An image
   * unpacks to at most 8 GiB and 1,000,000 entries, 256 directories deep, a layer above 16 MiB to
   * at most 100 times its size as stored. When it can't be unpacked, the directory is as before.
   *
   * @param directory absent or empty
   * @return the directory
   * @throws IllegalArgumentException for a directory with something in it, for bytes that were
   *     changed, for devices, for names that are none, such as {@code ..}, and for too much
   */
  public Path unpack(Path directory) {
    return HostThread.call(() -> UnpackTarget.fill(directory, this::unpackLayers));
  }

  /** Unpacks where the calling thread is. */
  void unpackLayers(Path target) {
    unpackLayers(target, UnpackLimits.USUAL);
  }

  void unpackLayers(Path target, UnpackLimits limits) {
    List<Blob> blobs = blobs();
    List<String> diffIds = diffIds(blobs.size());
    try (Unpacker unpacker = new Unpacker(target, limits)) {
      for (int i = 0; i < blobs.size(); i++) {
        unpacker.unpack(layout, blobs.get(i), diffIds.get(i));
      }
    }
  }

  /** Returns {@code image sha256:.. in DIRECTORY}. */
  @Override
  public String toString() {
    return "image %s in %s".formatted(digest(), directory());
  }

  List<LayerInfo> layerRows() {
    List<Blob> blobs = blobs();
    List<String> diffIds = diffIds(blobs.size());
    List<LayerInfo> rows = new ArrayList<>();
    for (int i = 0; i < blobs.size(); i++) {
      Blob blob = blobs.get(i);
      rows.add(new LayerInfo(i + 1, blob.digest(), diffIds.get(i), blob.size()));
    }
    return rows;
  }

  private List<String> diffIds(int layers) {
    List<String> diffIds = Fields.texts(Fields.object(configJson, "rootfs"), "diff_ids");
    if (layers != diffIds.size()) {
      throw new IllegalArgumentException(
          "image [%s]: its manifest has %d layers, its configuration %d"
              .formatted(directory(), layers, diffIds.size()));
    }
    return diffIds;
  }

  Layout layout() {
    return layout;
  }

  Blob configBlob() {
    return Blob.of(Fields.object(manifestJson, "config"));
  }

  List<Blob> blobs() {
    return Fields.objects(manifestJson, "layers").stream().map(Blob::of).toList();
  }

  private List<String> words(String key) {
    return configJson.has("config")
        ? Fields.texts(Fields.object(configJson, "config"), key)
        : List.of();
  }
}
