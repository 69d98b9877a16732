package org.cellblock.containers.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.cellblock.linux.FileStatus;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.RootPlace;
import org.cellblock.linux.SyscallException;
import org.cellblock.linux.UserNamespace;

/** Unpacks layers, one over the other, and applies their whiteouts; nothing leaves the target. */
final class Unpacker implements AutoCloseable {

  /** A name in a directory, whatever path leads to it. */
  private record Made(long device, long directory, String name) {

    static Made at(RootPlace place) {
      FileStatus parent = place.parent();
      return new Made(parent.device(), parent.inode(), place.name());
    }
  }

  private final RootDirectory root;
  private final UnpackBudget budget;
  private final boolean keepsOwners = UserNamespace.isRootOfAllUsers();

  /** What the present layer has made: its whiteouts are about the layers below only. */
  private final Set<Made> made = new HashSet<>();

  /** The directories in which, or below which, it has made something, and how deep each is. */
  private final Map<FileStatus, Integer> touched = new HashMap<>();

  Unpacker(Path root, UnpackLimits limits) {
    this.root = RootDirectory.open(root);
    this.budget = new UnpackBudget(limits);
  }

  void unpack(Layout layout, Blob blob, String diffId) {
    made.clear();
    touched.clear();
    LayerReader.read(layout, blob, diffId, budget, (entry, content) -> visit(blob, entry, content));
  }

  @Override
  public void close() {
    root.close();
  }

  private void visit(Blob blob, TarArchiveEntry entry, InputStream content) throws IOException {
    String path = Entry.checked(entry);
    try {
      if (path.isEmpty()) {
        root.setMode(entry.getMode() & 07777);
      } else if (Whiteout.isOpaque(path)) {
        hideAll(path.substring(0, path.length() - Whiteout.OPAQUE.length()));
      } else if (Whiteout.isOne(path)) {
        hide(Whiteout.target(path));
      } else {
        try (RootPlace place = root.placeInMade(path)) {
          enter(place, path);
          make(blob, entry, place, content);
        }
      }
    } catch (SyscallException refused) {
      throw new IllegalArgumentException(
          "layer entry [%s]: %s".formatted(Entry.shown(entry.getName()), refused.getMessage()),
          refused);
    }
  }

  /** Notes that something is made at a place, and that its directories have something in them. */
  private void enter(RootPlace place, String path) {
    made.add(Made.at(place));
    FileStatus parent = key(place.parent());
    Integer depth = touched.get(parent);
    if (depth == null) {
      List<FileStatus> way = root.directoriesOf(place);
      for (int i = 0; i < way.size(); i++) {
        touched.put(key(way.get(i)), way.size() - i);
      }
      depth = way.size();
    }
    budget.checkDepth(path, depth);
  }

  /** A directory stays the same when its mode is changed. */
  private static FileStatus key(FileStatus directory) {
    return new FileStatus(0, directory.device(), directory.inode(), 0, 0, 0, 0, 0);
  }

  private void make(Blob blob, TarArchiveEntry entry, RootPlace place, InputStream content)
      throws IOException {
    boolean isDirectory = place.status().filter(FileStatus::isDirectory).isPresent();
    if (!(entry.isDirectory() && isDirectory)) {
      place.delete();
    }
    if (entry.isDirectory()) {
      if (!isDirectory) {
        place.makeDirectory();
      }
    } else if (entry.isSymbolicLink()) {
      place.makeLink(entry.getLinkName());
    } else if (entry.isLink()) {
      link(entry, place);
    } else if (ImageFile.isPlain(entry)) {
      write(blob, place, content);
    } else {
      throw Entry.refused(entry, "a device or pipe; expected files, directories and links");
    }
    setAttributes(entry, place);
  }

  private void link(TarArchiveEntry entry, RootPlace place) {
    try (RootPlace existing = root.place(entry.getLinkName())) {
      place.makeHardLink(existing);
    } catch (IllegalArgumentException noName) {
      throw Entry.refused(entry, "its link: " + noName.getMessage());
    }
  }

  private void write(Blob blob, RootPlace place, InputStream content) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try (OutputStream file = place.makeFile()) {
      int count;
      while ((count = content.read(buffer)) >= 0) {
        budget.addWritten(blob, count);
        file.write(buffer, 0, count);
      }
    }
  }

  private void setAttributes(TarArchiveEntry entry, RootPlace place) {
    if (entry.isLink()) {
      return;
    }
    if (keepsOwners) {
      place.setOwner((int) entry.getLongUserId(), (int) entry.getLongGroupId());
    }
    if (!entry.isSymbolicLink()) {
      place.setMode(entry.getMode() & 07777);
    }
    if (ImageFile.isPlain(entry)) {
      place.setModified(entry.getModTime().toInstant());
    }
  }

  /** Deletes what lower layers have at a path. */
  private void hide(String path) {
    try (RootPlace place = root.place(path)) {
      hide(place);
    } catch (SyscallException refused) {
      checkAbsent(refused);
    }
  }

  private void hideAll(String directory) {
    if (directory.isEmpty()) {
      root.forEachChild(this::hide);
      return;
    }
    try (RootPlace place = root.place(directory)) {
      hideIn(place);
    } catch (SyscallException refused) {
      checkAbsent(refused);
    }
  }

  private static void checkAbsent(SyscallException refused) {
    if (!Set.of("ENOENT", "ENOTDIR").contains(refused.errnoName())) {
      throw refused;
    }
  }

  private void hide(RootPlace place) {
    FileStatus status = place.status().orElse(null);
    boolean isTouched = status != null && touched.containsKey(key(status));
    if (isTouched || made.contains(Made.at(place))) {
      hideIn(place);
    } else {
      place.delete();
    }
  }

  private void hideIn(RootPlace directory) {
    if (directory.status().filter(FileStatus::isDirectory).isPresent()) {
      directory.forEachChild(this::hide);
    }
  }
}
