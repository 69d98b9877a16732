package org.cellblock.containers.image;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.stream.Stream;

/**
 * A directory in the OCI image layout: {@code oci-layout}, {@code index.json} and {@code
 * blobs/sha256}.
 *
 * @param directory its root
 */
record Layout(Path directory) {

  private static final String VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}";

  /** Takes a directory that is absent, empty, or a layout already. */
  static Layout create(Path directory) {
    Layout layout = new Layout(directory);
    try {
      Files.createDirectories(layout.blobs());
      if (!Files.exists(directory.resolve("oci-layout"))) {
        Files.writeString(directory.resolve("oci-layout"), VERSION);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException("make an image in " + directory, unwritable);
    }
    return layout;
  }

  /** Throws unless an image may be written here: what isn't ours is left alone. */
  static void checkFree(Path directory) {
    if (!Files.exists(directory) || Files.exists(directory.resolve("oci-layout"))) {
      return;
    }
    try (Stream<Path> files = Files.isDirectory(directory) ? Files.list(directory) : null) {
      if (files != null && files.findAny().isEmpty()) {
        return;
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("look into " + directory, unreadable);
    }
    throw new IllegalArgumentException(
        "image directory [%s]: expected one that is absent, empty, or an image already"
            .formatted(directory));
  }

  static Layout open(Path directory) {
    if (!Files.isRegularFile(directory.resolve("oci-layout"))) {
      throw new IllegalArgumentException(
          "image directory [%s]: expected an OCI image layout, with a file oci-layout"
              .formatted(directory));
    }
    return new Layout(directory);
  }

  Path blobs() {
    return directory.resolve("blobs/sha256");
  }

  Path file(Blob blob) {
    String digest = blob.digest();
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "digest [%s]: expected sha256: and 64 hexadecimal digits".formatted(digest));
    }
    return blobs().resolve(digest.substring(Digest.PREFIX.length()));
  }

  Blob write(String mediaType, JsonObject document) {
    return write(mediaType, document.toString().getBytes(StandardCharsets.UTF_8));
  }

  Blob write(String mediaType, byte[] bytes) {
    Blob blob = new Blob(mediaType, Digest.of(bytes), bytes.length);
    try {
      Files.write(file(blob), bytes);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("write an image into " + directory, unwritable);
    }
    return blob;
  }

  /** Reads a document whose bytes have the digest that was asked for. */
  JsonObject read(Blob blob) {
    check(blob);
    return json(file(blob));
  }

  JsonObject index() {
    return json(directory.resolve("index.json"));
  }

  private static JsonObject json(Path file) {
    try {
      long size = Files.size(file);
      if (size > UnpackLimits.LARGEST_DOCUMENT) {
        throw new IllegalArgumentException(
            "image file [%s]: it has [%d] bytes; expected a JSON object of at most %d"
                .formatted(file, size, UnpackLimits.LARGEST_DOCUMENT));
      }
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("read " + file, unreadable);
    } catch (JsonParseException | IllegalStateException noObject) {
      throw new IllegalArgumentException(
          "image file [%s]: expected a JSON object".formatted(file), noObject);
    }
  }

  /** Throws unless a blob has the size that is told, and the bytes that its digest names. */
  void check(Blob blob) {
    MessageDigest digest = Digest.start();
    long size;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file(blob)), digest)) {
      size = in.transferTo(OutputStream.nullOutputStream());
    } catch (NoSuchFileException absent) {
      throw new IllegalArgumentException(
          "blob [%s]: expected a file %s; the image is incomplete"
              .formatted(blob.digest(), absent.getFile()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("read blob " + blob.digest(), unreadable);
    }
    String actual = Digest.finish(digest);
    if (!actual.equals(blob.digest())) {
      throw new IllegalArgumentException(
          "blob [%s]: its bytes are %s; the file was changed, make the image again"
              .formatted(blob.digest(), actual));
    }
    if (size != blob.size()) {
      throw new IllegalArgumentException(
          "blob [%s]: it has [%d] bytes; expected [%d], as the image says: make the image again"
              .formatted(blob.digest(), size, blob.size()));
    }
  }
}
