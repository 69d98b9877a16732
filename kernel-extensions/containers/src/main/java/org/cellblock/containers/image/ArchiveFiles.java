package org.cellblock.containers.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.file.PathUtils;

/**
 * The files of an engine's tar, each in a file with a number for a name: their own names lead
 * nowhere. They are read in another order than they come in.
 */
final class ArchiveFiles implements AutoCloseable {

  static final String MANIFEST = "manifest.json";

  private static final int MOST_ENTRIES = 10_000;

  private final Path directory;
  private final Map<String, Path> files = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();

  private ArchiveFiles(Path directory) {
    this.directory = directory;
  }

  static ArchiveFiles spool(InputStream in, Path directory) throws IOException {
    ArchiveFiles files = new ArchiveFiles(directory);
    Bounded bounded = new Bounded(in, ArchiveFiles::checkSize);
    TarArchiveInputStream tar = new TarArchiveInputStream(bounded, "UTF-8");
    try {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        files.add(entry, tar);
      }
      bounded.transferTo(OutputStream.nullOutputStream());
      return files;
    } catch (IOException | RuntimeException unreadable) {
      files.close();
      throw unreadable;
    }
  }

  private static void checkSize(long count) {
    if (count > UnpackLimits.USUAL.bytes()) {
      throw new IllegalArgumentException(
          "image archive: more than [%d] bytes; expected at most so many"
              .formatted(UnpackLimits.USUAL.bytes()));
    }
  }

  /** Old engines write a layer that two images share once, and a link beside it. */
  private void add(TarArchiveEntry entry, InputStream content) throws IOException {
    if (files.size() + links.size() >= MOST_ENTRIES) {
      throw new IllegalArgumentException(
          "image archive: more than [%d] entries; expected an image".formatted(MOST_ENTRIES));
    }
    Path name = Path.of("/").resolve(entry.getName()).normalize();
    if (entry.isSymbolicLink()) {
      links.put(name.toString(), name.resolveSibling(entry.getLinkName()).normalize().toString());
    } else if (entry.isFile()) {
      Path file = directory.resolve("file-" + files.size());
      Files.copy(content, file);
      files.put(name.toString(), file);
    }
  }

  Path named(String name) {
    String key = Path.of("/").resolve(name).normalize().toString();
    Path file = files.get(links.getOrDefault(key, key));
    if (file == null) {
      throw new IllegalArgumentException(
          "image archive: expected a file [%s], as its manifest says".formatted(name));
    }
    return file;
  }

  /** Returns what the manifest says of the one image. */
  JsonObject manifest() throws IOException {
    Path file = named(MANIFEST);
    if (Files.size(file) > UnpackLimits.LARGEST_DOCUMENT) {
      throw new IllegalArgumentException(
          "image archive: manifest.json of [%d] bytes; expected at most %d"
              .formatted(Files.size(file), UnpackLimits.LARGEST_DOCUMENT));
    }
    try {
      JsonArray images = JsonParser.parseString(Files.readString(file)).getAsJsonArray();
      if (images.size() != 1) {
        throw new IllegalArgumentException(
            "image archive: it has [%d] images; expected 1".formatted(images.size()));
      }
      return images.get(0).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException noList) {
      throw new IllegalArgumentException(
          "image archive: manifest.json: expected a list of objects", noList);
    }
  }

  @Override
  public void close() throws IOException {
    PathUtils.deleteDirectory(directory);
  }
}
