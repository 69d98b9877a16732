package org.cellblock.containers.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.cellblock.linux.UserNamespace;

/** Unpacks layers, one over the other, and applies their whiteouts; nothing leaves the target. */
final class Unpacker {

  private final Path root;
  private final boolean keepsOwners = UserNamespace.isRootOfAllUsers();

  /** What the present layer has made: its whiteouts are about the layers below only. */
  private final Set<Path> made = new HashSet<>();

  Unpacker(Path root) {
    this.root = root;
  }

  void unpack(Layout layout, Blob blob) {
    made.clear();
    LayerReader.read(layout, blob, this::visit);
  }

  private void visit(TarArchiveEntry entry, InputStream content) throws IOException {
    String name = ImageFile.name(entry);
    if (name.isEmpty()) {
      setMode(root, entry); // the root directory itself
    } else if (Whiteout.isOpaque(name)) {
      clear(Scoped.resolve(root, name).getParent());
    } else if (Whiteout.isOne(name)) {
      Path gone = Scoped.resolve(root, Whiteout.target(name));
      if (!made.contains(gone)) {
        delete(gone);
      }
    } else {
      Path place = Scoped.resolve(root, name);
      Files.createDirectories(place.getParent());
      make(entry, place, content);
      for (Path up = place; !up.equals(root); up = up.getParent()) {
        made.add(up);
      }
    }
  }

  private void make(TarArchiveEntry entry, Path place, InputStream content) throws IOException {
    boolean isDirectory = Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
    if (!(entry.isDirectory() && isDirectory)) {
      delete(place);
    }
    if (entry.isDirectory()) {
      Files.createDirectories(place);
    } else if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(place, Scoped.resolve(root, entry.getLinkName()));
    } else if (ImageFile.isPlain(entry)) {
      Files.copy(content, place);
    } else {
      throw new IllegalArgumentException(
          "layer entry [%s]: a device or pipe; expected files, directories and links"
              .formatted(entry.getName()));
    }
    if (!entry.isLink()) {
      setOwner(place, entry);
    }
    if (!entry.isSymbolicLink() && !entry.isLink()) {
      setMode(place, entry);
    }
    if (ImageFile.isPlain(entry)) {
      Files.setLastModifiedTime(place, FileTime.from(entry.getModTime().toInstant()));
    }
  }

  private static void setMode(Path place, TarArchiveEntry entry) throws IOException {
    Files.setAttribute(place, "unix:mode", entry.getMode() & 07777);
  }

  private void setOwner(Path place, TarArchiveEntry entry) throws IOException {
    if (keepsOwners) {
      Files.setAttribute(place, "unix:uid", (int) entry.getLongUserId(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(
          place, "unix:gid", (int) entry.getLongGroupId(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Deletes what lower layers have in a directory. */
  private void clear(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        if (!made.contains(child)) {
          delete(child);
        }
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
