package org.cellblock.containers.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;

/**
 * The form in which an engine takes and gives images: a tar with a {@code manifest.json} that names
 * a configuration and layers, as {@code docker load} and {@code docker save} have it.
 *
 * @see <a href="https://github.com/moby/docker-image-spec">Docker image specification</a>
 */
public final class DockerArchive {

  private static final int FILE_MODE = 0644;

  private DockerArchive() {}

  /**
   * Writes an image in this form.
   *
   * @param image any image; its configuration and layers go as they are, so that their digests stay
   * @param name what it is to be called, for example {@code busybox:latest}
   * @param out where to, left open
   * @throws IOException when that can't be written to
   */
  public static void write(Image image, String name, OutputStream out) throws IOException {
    Given.notNull(image, "image", "one, for example of Image.read");
    Given.text(name, "image name");
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(Given.notNull(out, "out", "where to write to"), "UTF-8");
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    Blob config = image.configBlob();
    JsonArray names = new JsonArray();
    JsonArray layers = new JsonArray();
    names.add(name);
    put(tar, image.layout(), config);
    for (Blob layer : image.blobs()) {
      boolean isThere = layers.contains(new com.google.gson.JsonPrimitive(nameOf(layer)));
      layers.add(nameOf(layer));
      if (!isThere) {
        put(tar, image.layout(), layer);
      }
    }
    JsonObject entry = new JsonObject();
    entry.addProperty("Config", nameOf(config));
    entry.add("RepoTags", names);
    entry.add("Layers", layers);
    JsonArray manifest = new JsonArray();
    manifest.add(entry);
    byte[] text = manifest.toString().getBytes(StandardCharsets.UTF_8);
    begin(tar, ArchiveFiles.MANIFEST, text.length);
    tar.write(text);
    tar.closeArchiveEntry();
    tar.finish();
  }

  private static String nameOf(Blob blob) {
    return "blobs/sha256/" + blob.digest().substring(Digest.PREFIX.length());
  }

  private static void put(TarArchiveOutputStream tar, Layout layout, Blob blob) throws IOException {
    Path file = layout.file(blob);
    begin(tar, nameOf(blob), Files.size(file));
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }

  private static void begin(TarArchiveOutputStream tar, String name, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setMode(FILE_MODE);
    entry.setModTime(0L);
    tar.putArchiveEntry(entry);
  }

  /**
   * Reads one image in this form into the OCI image layout. The configuration stays as it is, and
   * so do the layers' diff ids; plain layers are zipped as {@link ImageBuilder} does.
   *
   * @param in a tar, read to its end
   * @param directory absent or empty
   * @return the image
   * @throws IOException when it can't be read or written
   * @throws IllegalArgumentException for a tar of another form, with several images, or too much
   */
  public static Image read(InputStream in, Path directory) throws IOException {
    Given.notNull(in, "in", "a tar");
    Given.notNull(directory, "image directory", "one that is absent or empty");
    return HostThread.call(
        () -> {
          Layout.checkFree(directory);
          Layout layout = Layout.create(directory.toAbsolutePath().normalize());
          Path draft = Files.createTempDirectory(layout.directory(), ".archive-");
          try (ArchiveFiles files = ArchiveFiles.spool(in, draft)) {
            return read(files, layout);
          }
        });
  }

  private static Image read(ArchiveFiles files, Layout layout) throws IOException {
    JsonObject entry = files.manifest();
    byte[] config = Files.readAllBytes(files.named(Fields.text(entry, "Config")));
    List<Blob> layers = new ArrayList<>();
    for (String name : Fields.texts(entry, "Layers")) {
      layers.add(LayerWriter.zip(files.named(name), layout));
    }
    List<String> tags = Fields.texts(entry, "RepoTags");
    String name = tags.isEmpty() ? "latest" : tags.get(0);
    ImageBuilder.writeIndex(layout, config, layers, name.substring(name.lastIndexOf(':') + 1));
    return Image.read(layout.directory());
  }
}
