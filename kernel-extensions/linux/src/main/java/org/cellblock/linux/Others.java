package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * What another user could do to a directory: write to it, or put another in its place.
 *
 * <p>Trusted are this user, root, and whoever owns {@code /}: as that one, a user namespace shows
 * root. A group is trusted when it is this user's own.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>
 */
public final class Others {

  private static final int BY_GROUP = 020;
  private static final int BY_ANYBODY = 002;
  private static final int STICKY = 01000;

  private static final int AT_FDCWD = -100;
  private static final int SIZE_OF_STATX = 256;

  /** As many as the kernel follows; path_resolution(7). */
  private static final int LINKS = 40;

  private record Inode(int owner, int group, int mode) {

    static Inode of(Path path, LinkOption... options) throws IOException {
      Map<String, Object> seen = Files.readAttributes(path, "unix:uid,gid,mode", options);
      return new Inode(
          (Integer) seen.get("uid"), (Integer) seen.get("gid"), (Integer) seen.get("mode"));
    }

    static Inode ofThisProcess() throws IOException {
      return of(Path.of("/proc/self"));
    }

    /** Says who else may write to it. */
    Optional<String> writer(Inode self) {
      boolean byGroup = (mode & BY_GROUP) != 0 && group != self.group;
      if ((mode & BY_ANYBODY) != 0) {
        return Optional.of("anybody");
      }
      return byGroup ? Optional.of("group " + group) : Optional.empty();
    }

    boolean isSticky() {
      return (mode & STICKY) != 0;
    }
  }

  private Others() {}

  /**
   * Says how another user could write to a directory that should be this user's own.
   *
   * @param directory the directory; a link is followed
   * @return for example {@code user 1000 owns it}; empty when nobody can
   * @throws SyscallException ENOENT when there is no such directory; EACCES, ENOTDIR, ELOOP
   */
  public static Optional<String> write(Path directory) {
    Given.notNull(directory, "directory", "one that is there");
    try {
      return writers(directory);
    } catch (IOException unseen) {
      throw refused(directory);
    }
  }

  /** The same for who can't make system calls yet. */
  static Optional<String> writers(Path directory) throws IOException {
    Inode self = Inode.ofThisProcess();
    Inode inode = Inode.of(directory);
    return inode.owner == self.owner
        ? inode.writer(self).map(who -> who + " may write to it")
        : Optional.of("user %d owns it".formatted(inode.owner));
  }

  /**
   * Says how another user could exchange what this user makes in a directory, or could lead this
   * user to it by a link. In sticky directories only an owner can.
   *
   * @param directory absolute; it exists
   * @return for example {@code user 1000 owns /srv}; empty when nobody can
   * @throws SyscallException ENOENT when there is no such directory; EACCES, ENOTDIR, ELOOP
   * @throws IllegalArgumentException for a relative path
   */
  public static Optional<String> exchange(Path directory) {
    Given.notNull(directory, "directory", "an absolute path");
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException(
          "directory [%s]: expected an absolute path".formatted(directory));
    }
    try {
      return exchangers(directory);
    } catch (IOException unseen) {
      throw refused(directory);
    }
  }

  /** The same for who can't make system calls yet. */
  static Optional<String> exchangers(Path directory) throws IOException {
    Inode self = Inode.ofThisProcess();
    Inode top = Inode.of(Path.of("/"));
    Deque<Path> ahead = new ArrayDeque<>();
    push(directory, ahead);
    Path at = Path.of("/");
    int links = 0;
    while (!ahead.isEmpty()) {
      Path next = at.resolve(ahead.pop()).normalize();
      Optional<String> reach = exchange(next, self, top);
      if (reach.isPresent()) {
        return reach;
      }
      if (!Files.isSymbolicLink(next)) {
        at = next;
      } else if (++links > LINKS) {
        throw new FileSystemLoopException(directory.toString());
      } else {
        push(Files.readSymbolicLink(next), ahead);
      }
    }
    return Optional.empty();
  }

  /** Asks again, for the errno; what is there now was absent a moment ago. */
  private static SyscallException refused(Path directory) {
    byte[] path = Names.bytes(directory.toString());
    int answer = Native.LIBC.statx(AT_FDCWD, path, 0, 0, new byte[SIZE_OF_STATX]);
    int errno = answer == -1 ? Native.errno() : Errno.ENOENT;
    return SyscallException.of("statx", Arguments.of("path", directory), errno);
  }

  /** Puts the names of a path before those that are ahead; an absolute one begins at the top. */
  private static void push(Path path, Deque<Path> ahead) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      ahead.push(path.getName(i));
    }
    if (path.isAbsolute()) {
      ahead.push(path.getRoot());
    }
  }

  private static Optional<String> exchange(Path path, Inode self, Inode top) throws IOException {
    Inode inode = Inode.of(path, LinkOption.NOFOLLOW_LINKS);
    if (inode.owner != 0 && inode.owner != self.owner && inode.owner != top.owner) {
      return Optional.of("user %d owns %s".formatted(inode.owner, path));
    }
    return inode.isSticky() || Files.isSymbolicLink(path)
        ? Optional.empty()
        : inode.writer(self).map(who -> who + " may write to " + path);
  }
}
