package org.cellblock.containers.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads a layer of an image, entry by entry. */
final class LayerReader {

  /** What is done with each entry. */
  interface Visitor {
    void visit(TarArchiveEntry entry, InputStream content) throws IOException;
  }

  private LayerReader() {}

  static void read(Layout layout, Blob blob, Visitor visitor) {
    layout.check(blob);
    try (InputStream file = new BufferedInputStream(Files.newInputStream(layout.file(blob)));
        TarArchiveInputStream tar = new TarArchiveInputStream(unzip(file, blob), "UTF-8")) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        visitor.visit(entry, tar);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "read layer %s: %s".formatted(blob.digest(), unreadable.getMessage()), unreadable);
    }
  }

  static List<ImageFile> list(Layout layout, Blob blob, int number) {
    List<ImageFile> files = new ArrayList<>();
    read(layout, blob, (entry, content) -> files.add(ImageFile.of(number, entry)));
    return files;
  }

  private static InputStream unzip(InputStream file, Blob blob) throws IOException {
    String type = blob.mediaType();
    if (type.endsWith("gzip")) {
      return new GZIPInputStream(file);
    }
    if (type.endsWith("tar")) {
      return file;
    }
    throw new IllegalArgumentException(
        "layer media type [%s]: expected a tar, plain or gzip; skopeo copy --dest-compress-format"
                .formatted(type)
            + " gzip makes one");
  }
}
