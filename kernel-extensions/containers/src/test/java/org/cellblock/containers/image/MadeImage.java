package org.cellblock.containers.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** An image whose layers have whatever a test wants, also what no builder would write. */
final class MadeImage {

  /** One entry; a link's text is its target, a file's is its content. */
  record Item(String name, byte type, String text) {

    static Item file(String name, String text) {
      return new Item(name, TarConstants.LF_NORMAL, text);
    }

    static Item directory(String name) {
      return new Item(name, TarConstants.LF_DIR, "");
    }

    static Item link(String name, String target) {
      return new Item(name, TarConstants.LF_SYMLINK, target);
    }

    static Item hardLink(String name, String target) {
      return new Item(name, TarConstants.LF_LINK, target);
    }

    static Item device(String name) {
      return new Item(name, TarConstants.LF_CHR, "");
    }
  }

  private final Path directory;
  private final List<byte[]> tars = new ArrayList<>();
  private String diffId;
  private long sizeOff;

  MadeImage(Path directory) {
    this.directory = directory;
  }

  MadeImage layer(Item... items) throws IOException {
    return tar(tarOf(items));
  }

  static byte[] tarOf(Item... items) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (Item item : items) {
        put(tar, item);
      }
    }
    return bytes.toByteArray();
  }

  MadeImage tar(byte[] tar) {
    tars.add(tar);
    return this;
  }

  MadeImage withDiffId(String other) {
    diffId = other;
    return this;
  }

  MadeImage withSizeOff(long by) {
    sizeOff = by;
    return this;
  }

  Image read() throws IOException {
    Layout layout = Layout.create(directory);
    JsonArray layers = new JsonArray();
    JsonArray diffIds = new JsonArray();
    for (byte[] tar : tars) {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (OutputStream gzip = new GZIPOutputStream(zipped)) {
        gzip.write(tar);
      }
      byte[] bytes = zipped.toByteArray();
      Blob blob = new Blob(LayerWriter.MEDIA_TYPE, Digest.of(bytes), bytes.length + sizeOff);
      Files.write(layout.file(blob), bytes);
      layers.add(blob.json());
      diffIds.add(diffId == null ? Digest.of(tar) : diffId);
    }
    JsonObject rootfs = new JsonObject();
    rootfs.add("diff_ids", diffIds);
    JsonObject config = new JsonObject();
    config.add("rootfs", rootfs);
    JsonObject manifest = new JsonObject();
    manifest.add("config", layout.write("config", config).json());
    manifest.add("layers", layers);
    JsonObject index = ImageIndex.of(layout.write("manifest", manifest), "latest");
    Files.writeString(directory.resolve("index.json"), index.toString());
    return Image.read(directory);
  }

  private static void put(TarArchiveOutputStream tar, Item item) throws IOException {
    byte[] content = item.text().getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(item.name(), item.type(), true);
    entry.setMode(item.type() == TarConstants.LF_DIR ? 0755 : 0644);
    boolean isFile = item.type() == TarConstants.LF_NORMAL;
    entry.setSize(isFile ? content.length : 0);
    if (!isFile) {
      entry.setLinkName(item.text());
    }
    tar.putArchiveEntry(entry);
    if (isFile) {
      tar.write(content);
    }
    tar.closeArchiveEntry();
  }
}
