package org.cellblock.containers.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.cellblock.containers.root.Layer;
import org.cellblock.containers.root.LayerFile;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.RootPlace;

/**
 * Writes a directory as a layer: a tar, zipped.
 *
 * <p>The same files make the same bytes: sorted by path, without times, owned by root.
 */
final class LayerWriter {

  static final String MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";

  /** What a layer became. */
  record Written(Blob blob, String diffId) {}

  private final Map<Object, String> firstNames = new HashMap<>();
  private final RootDirectory root;
  private final TarArchiveOutputStream tar;

  private LayerWriter(RootDirectory root, TarArchiveOutputStream tar) {
    this.root = root;
    this.tar = tar;
  }

  static Written write(Path directory, Layout into) {
    try {
      Path draft = Files.createTempFile(into.blobs(), ".draft-", "");
      try {
        return write(directory, into, draft);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException("write layer " + directory, unwritable);
    }
  }

  private static Written write(Path directory, Layout into, Path draft) throws IOException {
    Layer layer = Layer.read(directory.toString(), directory);
    MessageDigest zipped = Digest.start();
    MessageDigest plain = Digest.start();
    try (RootDirectory root = RootDirectory.open(directory);
        OutputStream file = Files.newOutputStream(draft);
        OutputStream gzip = new GZIPOutputStream(new DigestOutputStream(file, zipped), 1 << 16);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new DigestOutputStream(gzip, plain), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      LayerWriter writer = new LayerWriter(root, tar);
      for (LayerFile each : layer.files()) {
        writer.add(each);
      }
    }
    return new Written(keep(draft, Digest.finish(zipped), into), Digest.finish(plain));
  }

  private static Blob keep(Path draft, String digest, Layout into) throws IOException {
    Blob blob = new Blob(MEDIA_TYPE, digest, Files.size(draft));
    Files.setPosixFilePermissions(
        draft, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(draft, into.file(blob), StandardCopyOption.REPLACE_EXISTING);
    return blob;
  }

  /** Takes a layer that is a tar already; one that isn't zipped is. */
  static Blob zip(Path tar, Layout into) throws IOException {
    Path draft = Files.createTempFile(into.blobs(), ".draft-", "");
    MessageDigest zipped = Digest.start();
    try {
      try (InputStream in = Files.newInputStream(tar);
          DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(draft), zipped)) {
        if (isZipped(tar)) {
          in.transferTo(out);
        } else {
          try (OutputStream gzip = new GZIPOutputStream(out, 1 << 16)) {
            in.transferTo(gzip);
          }
        }
      }
      return keep(draft, Digest.finish(zipped), into);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static boolean isZipped(Path tar) throws IOException {
    try (InputStream in = Files.newInputStream(tar)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  private void add(LayerFile file) throws IOException {
    String name = file.path().substring(1);
    if (Whiteout.isOne(name)) {
      throw new IllegalArgumentException(
          "layer file [%s]: in an image such a name means a deletion; give it another"
              .formatted(file.path()));
    }
    switch (file.type()) {
      case FILE -> addFile(name, file);
      case LINK -> addLink(name, file);
      case DIRECTORY -> put(directory(name, file));
      case OPAQUE_DIRECTORY -> {
        put(directory(name, file));
        put(marker(name + "/" + Whiteout.OPAQUE));
      }
      case WHITEOUT -> put(marker(Whiteout.nameFor(name)));
      default ->
          throw new IllegalArgumentException(
              "layer file [%s]: it is a %s; expected files, directories and links"
                  .formatted(file.path(), file.type()));
    }
  }

  private void addFile(String name, LayerFile file) throws IOException {
    try (RootPlace place = root.place(name)) {
      String first =
          place
              .status()
              .filter(status -> status.links() > 1)
              .map(status -> firstNames.putIfAbsent(status.inode(), name))
              .orElse(null);
      if (first == null) {
        addContent(name, file, place);
        return;
      }
      TarArchiveEntry link = entry(name, TarConstants.LF_LINK, file.mode());
      link.setLinkName(first);
      put(link);
    }
  }

  private void addContent(String name, LayerFile file, RootPlace place) throws IOException {
    TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, file.mode());
    entry.setSize(file.size());
    try (InputStream content = place.read()) {
      tar.putArchiveEntry(entry);
      content.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }

  private void addLink(String name, LayerFile file) throws IOException {
    TarArchiveEntry entry = entry(name, TarConstants.LF_SYMLINK, 0777);
    try (RootPlace place = root.place(name)) {
      entry.setLinkName(place.readLink());
    }
    put(entry);
  }

  private void put(TarArchiveEntry entry) throws IOException {
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry directory(String name, LayerFile file) {
    return entry(name + "/", TarConstants.LF_DIR, file.mode());
  }

  private static TarArchiveEntry marker(String name) {
    return entry(name, TarConstants.LF_NORMAL, 0644);
  }

  private static TarArchiveEntry entry(String name, byte type, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setMode(mode);
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setNames("", "");
    return entry;
  }
}
