package org.cellblock.containers.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads a layer of an image, entry by entry, and checks that it is the layer that was named. */
final class LayerReader {

  /** What is done with each entry. */
  interface Visitor {
    void visit(TarArchiveEntry entry, InputStream content) throws IOException;
  }

  private LayerReader() {}

  /**
   * Reads a layer whose bytes have the digest that was asked for, and unpacked the diff id; what
   * was visited before another diff id is found has to be undone.
   */
  static void read(Layout layout, Blob blob, String diffId, UnpackBudget budget, Visitor visitor) {
    layout.check(blob);
    MessageDigest digest = Digest.start();
    try (Bounded file =
            new Bounded(
                new BufferedInputStream(Files.newInputStream(layout.file(blob))), count -> {});
        Bounded plain =
            new Bounded(
                new DigestInputStream(unzip(file, blob), digest),
                count -> budget.checkLayer(blob, file.count(), count));
        TarArchiveInputStream tar = new TarArchiveInputStream(plain, "UTF-8")) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        budget.addEntry(blob);
        visitor.visit(entry, tar);
      }
      plain.transferTo(OutputStream.nullOutputStream());
      budget.addLayer(plain.count());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "read layer %s: %s".formatted(blob.digest(), unreadable.getMessage()), unreadable);
    }
    String actual = Digest.finish(digest);
    if (!actual.equals(diffId)) {
      throw new IllegalArgumentException(
          "layer [%s]: unpacked it is [%s]; expected diff id [%s], as the configuration says: make"
                  .formatted(blob.digest(), actual, diffId)
              + " the image again");
    }
  }

  static List<ImageFile> list(
      Layout layout, Blob blob, String diffId, UnpackBudget budget, int number) {
    List<ImageFile> files = new ArrayList<>();
    read(layout, blob, diffId, budget, (entry, content) -> files.add(ImageFile.of(number, entry)));
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
