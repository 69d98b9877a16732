package org.cellblock.containers.root;

import java.util.Optional;
import org.cellblock.linux.ExtendedAttribute;
import org.cellblock.linux.FileStatus;
import org.cellblock.linux.RootPlace;

/**
 * One file in a layer's directory, as overlay understands it.
 *
 * @param path from the layer's root, beginning with a slash
 * @param type what it is
 * @param mode permissions and the setuid, setgid and sticky bits, 0 to 07777
 * @param size in bytes; 0 for what is no regular file
 * @param uid of the owner
 * @param gid of the group
 */
public record LayerFile(String path, Type type, int mode, long size, int uid, int gid) {

  private static final int S_IFMT = 0170000;

  /** What a file in a layer is. */
  public enum Type {
    /** A regular file. */
    FILE(0100000),
    /** A directory, which shows what lower layers have at its place as well. */
    DIRECTORY(0040000),
    /** A directory that hides what lower layers have at its place. */
    OPAQUE_DIRECTORY(-1),
    /** A symbolic link. */
    LINK(0120000),
    /** A character device 0, 0: at its place, lower layers have something that was deleted. */
    WHITEOUT(-1),
    /** A character device. */
    CHARACTER_DEVICE(0020000),
    /** A block device. */
    BLOCK_DEVICE(0060000),
    /** A named pipe. */
    FIFO(0010000),
    /** A socket. */
    SOCKET(0140000);

    private final int bits;

    Type(int bits) {
      this.bits = bits;
    }

    /** Says whether it is a directory, opaque or not. */
    public boolean isDirectory() {
      return this == DIRECTORY || this == OPAQUE_DIRECTORY;
    }

    /** Returns the name in small letters and blanks, for example {@code opaque directory}. */
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static Type of(int mode) {
      for (Type type : values()) {
        if (type.bits == (mode & S_IFMT)) {
          return type;
        }
      }
      throw new IllegalArgumentException("file mode [%o]: of no type".formatted(mode));
    }
  }

  /** Reads one file; nothing when it has vanished. */
  static Optional<LayerFile> read(String path, RootPlace place) {
    return place.status().map(status -> of(path, status, place));
  }

  private static LayerFile of(String path, FileStatus status, RootPlace place) {
    Type type = refine(Type.of(status.mode()), status.special(), place);
    long size = type == Type.FILE ? status.size() : 0;
    return new LayerFile(path, type, status.mode() & 07777, size, status.uid(), status.gid());
  }

  private static Type refine(Type type, long device, RootPlace place) {
    if (type == Type.CHARACTER_DEVICE && device == 0) {
      return Type.WHITEOUT;
    }
    return type == Type.DIRECTORY && isOpaque(place) ? Type.OPAQUE_DIRECTORY : type;
  }

  /** Root's overlays keep their marks in trusted.*, those of a user namespace in user.*. */
  private static boolean isOpaque(RootPlace directory) {
    return ExtendedAttribute.read(directory, "trusted.overlay.opaque").equals(Optional.of("y"))
        || ExtendedAttribute.read(directory, "user.overlay.opaque").equals(Optional.of("y"));
  }

  boolean hasSameOwnerAndMode(LayerFile other) {
    return mode == other.mode && uid == other.uid && gid == other.gid;
  }

  String octalMode() {
    return "%04o".formatted(mode);
  }

  /**
   * What a table shows of a file.
   *
   * @param path from the root
   * @param type file, directory, link, ...
   * @param mode octal
   * @param size in bytes
   * @param layer that it comes from
   */
  public record Row(String path, String type, String mode, long size, String layer) {}
}
