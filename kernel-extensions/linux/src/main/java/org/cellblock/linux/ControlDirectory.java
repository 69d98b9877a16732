package org.cellblock.linux;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Directories of {@code /sys/fs/cgroup}, each a cgroup: made, locked and removed with errno kept.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public final class ControlDirectory {

  private static final int MODE = 0755;
  private static final int O_RDONLY = 0;
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final String A_CGROUP = "a cgroup's directory below /sys/fs/cgroup";

  private static final long LOOK_MILLIS = 5;

  private ControlDirectory() {}

  /**
   * Makes a cgroup.
   *
   * @param path its directory; the parent exists
   * @throws SyscallException EACCES or EROFS where this process may make none; EEXIST; EAGAIN at
   *     {@code cgroup.max.descendants}
   * @see <a href="https://man7.org/linux/man-pages/man2/mkdir.2.html">mkdir(2)</a>
   */
  public static void make(Path path) {
    Given.notNull(path, "path", A_CGROUP);
    check("mkdir", path, Native.LIBC.mkdir(path.toString(), MODE));
    Owned.madeCgroup(path);
  }

  /**
   * Removes a cgroup that has neither processes nor child cgroups.
   *
   * @param path its directory
   * @throws SyscallException EBUSY when something is in it; ENOENT when it is gone
   * @see <a href="https://man7.org/linux/man-pages/man2/rmdir.2.html">rmdir(2)</a>
   */
  public static void remove(Path path) {
    Given.notNull(path, "path", A_CGROUP);
    check("rmdir", path, Native.LIBC.rmdir(path.toString()));
    Owned.removedCgroup(path);
  }

  /**
   * Removes a cgroup unless it is gone: a program that works in it may remove it at the same time.
   *
   * @param path its directory
   * @throws SyscallException EBUSY when something is in it
   * @see <a href="https://man7.org/linux/man-pages/man2/rmdir.2.html">rmdir(2)</a>
   */
  public static void removeIfThere(Path path) {
    try {
      remove(path);
    } catch (SyscallException refused) {
      if (!refused.errnoName().equals("ENOENT")) {
        throw refused;
      }
    }
  }

  /**
   * Locks a directory until the lock is closed or this process has ended, however it ends.
   *
   * @param path the directory
   * @param waits whether to wait for one who holds the lock, for {@link Deadline#OWN} at most
   * @return the lock; null when another holds it
   * @throws SyscallException ENOENT when the directory is gone; EAGAIN when another has held it all
   *     the time
   * @see <a href="https://man7.org/linux/man-pages/man2/flock.2.html">flock(2)</a>
   */
  public static Fd lock(Path path, boolean waits) {
    Given.notNull(path, "path", A_CGROUP);
    Fd fd = Fd.open(path.toString(), O_RDONLY);
    if (waits) {
      return lock(fd, path, Deadline.OWN);
    }
    int locked = Posix.CALLS.flock(fd.number(), LOCK_EX | LOCK_NB);
    if (locked == 0) {
      return fd;
    }
    int errno = Native.errno();
    fd.close();
    if (errno == Errno.EAGAIN) {
      return null;
    }
    throw SyscallException.of("flock", Arguments.of("path", path), errno);
  }

  /**
   * Opens a directory, which may be no link, and locks it: programs that tidy up temporary files
   * leave it alone then.
   *
   * @param path the directory
   * @return the lock, and the open directory
   * @throws SyscallException ENOTDIR for anything but a directory
   * @see <a href="https://man7.org/linux/man-pages/man2/flock.2.html">flock(2)</a>
   */
  public static Fd lockItself(Path path) {
    Given.notNull(path, "path", "a directory");
    return lock(Fd.openDirectory(path.toString()), path, Deadline.OWN);
  }

  /** Anybody who may read a directory may lock it, and keep the lock for ever. */
  static Fd lock(Fd fd, Path path, Duration patience) {
    Deadline deadline = Deadline.in(patience, "the lock of " + path, "fuser tells who has it");
    while (Posix.CALLS.flock(fd.number(), LOCK_EX | LOCK_NB) == -1) {
      int errno = Native.errno();
      boolean isHeld = errno == Errno.EAGAIN;
      if (isHeld && !deadline.isOver()) {
        Pause.uninterrupted(LOOK_MILLIS);
      } else if (errno != Errno.EINTR) {
        fd.close();
        throw SyscallException.explained("flock", Arguments.of("path", path), errno, heldBy(path));
      }
    }
    return fd;
  }

  private static Explanation heldBy(Path path) {
    return new Explanation(
        "another process has held the lock all the time",
        "fuser -v %s tells which".formatted(path));
  }

  private static void check(String call, Path path, int result) {
    if (result == -1) {
      int errno = Native.errno();
      throw SyscallException.explained(
          call, Arguments.of("path", path), errno, CgroupExplanation.of(call, path, errno));
    }
  }
}
