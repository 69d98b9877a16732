package org.cellblock.linux;

import static org.cellblock.linux.DirectoryFd.O_DIRECTORY;
import static org.cellblock.linux.RootDirectory.O_NOFOLLOW;
import static org.cellblock.linux.RootDirectory.O_PATH;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A name in a directory that is held open: what is made and removed here is here, whatever becomes
 * of the path that led to it. A link at this name is never followed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/path_resolution.7.html">
 *     path_resolution(7)</a>
 */
public final class RootPlace implements AutoCloseable {

  private static final int O_CREAT = 0100;
  private static final int O_EXCL = 0200;
  private static final int O_WRONLY = 1;
  private static final int O_NONBLOCK = 04000;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int ALL_BITS = 07777;
  private static final long UTIME_OMIT = (1L << 30) - 2;

  private final Fd parent;
  private final String name;

  RootPlace(Fd parent, String name) {
    this.parent = parent;
    this.name = name;
  }

  /** Returns the name, the last of the path. */
  public String name() {
    return name;
  }

  /** Says what the directory is that the name is in. */
  public FileStatus parent() {
    return FileStatus.of(parent, "");
  }

  /** Returns a descriptor of the directory that the name is in, still this place's. */
  Fd directory() {
    return parent;
  }

  /** Says what is here; nothing when there is none. */
  public Optional<FileStatus> status() {
    return FileStatus.ifThere(parent, name);
  }

  /**
   * Makes a directory, with mode 0755.
   *
   * @throws SyscallException EEXIST; what mkdirat(2) lists
   */
  public void makeDirectory() {
    check("mkdirat", Native.LIBC.mkdirat(parent.number(), bytes(), 0755));
  }

  /**
   * Makes a regular file, with mode 0600.
   *
   * @return takes its content; to be closed
   * @throws SyscallException EEXIST, also for a link that leads nowhere; what open(2) lists
   */
  public OutputStream makeFile() {
    return new FdOutput(open(name, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW));
  }

  /**
   * Opens a regular file.
   *
   * @return its content; to be closed
   * @throws SyscallException ELOOP for a link; ENOENT, EACCES
   * @throws IllegalArgumentException when it is no regular file
   */
  public InputStream read() {
    Fd file = open();
    if (!FileStatus.of(file, "").isFile()) {
      file.close();
      throw new IllegalArgumentException("file [%s]: expected a regular file".formatted(name));
    }
    return new FdInput(file);
  }

  /**
   * Reads the symbolic link that is here.
   *
   * @return what it says, whatever is there
   * @throws SyscallException EINVAL for anything else; ENOENT
   */
  public String readLink() {
    return PathWalk.target(parent, name);
  }

  /**
   * Makes a symbolic link.
   *
   * @param target what it says, whatever is there
   * @throws SyscallException EEXIST; ENAMETOOLONG; what symlinkat(2) lists
   */
  public void makeLink(String target) {
    byte[] text = Names.bytes(Given.text(target, "target"));
    check("symlinkat", Native.LIBC.symlinkat(text, parent.number(), bytes()));
  }

  /**
   * Gives a file that exists this name as well.
   *
   * @param existing the file; of a link, the link itself
   * @throws SyscallException EEXIST; EPERM for a directory; EXDEV across file systems
   */
  public void makeHardLink(RootPlace existing) {
    Given.notNull(existing, "existing", "the place of a file");
    check(
        "linkat",
        Native.LIBC.linkat(
            existing.parent.number(), existing.bytes(), parent.number(), bytes(), 0));
  }

  /**
   * Sets the owner of what is here.
   *
   * @param uid of the owner
   * @param gid of the group
   * @throws SyscallException EPERM without {@code CAP_CHOWN}; EINVAL for an id that the user
   *     namespace doesn't map
   */
  public void setOwner(int uid, int gid) {
    check(
        "fchownat", Native.LIBC.fchownat(parent.number(), bytes(), uid, gid, AT_SYMLINK_NOFOLLOW));
  }

  /**
   * Sets permissions and the setuid, setgid and sticky bits of a file or directory.
   *
   * @param mode 0 to 07777
   * @throws SyscallException ELOOP for a link; EPERM when it is another's
   * @throws IllegalArgumentException for any other number
   */
  public void setMode(int mode) {
    Given.number(mode, 0, ALL_BITS, "mode");
    try (Fd file = open()) {
      check("fchmod", Posix.CALLS.fchmod(file.number(), mode));
    }
  }

  /**
   * Sets when the content was last changed.
   *
   * @param time the time
   * @throws SyscallException EPERM when it is another's
   */
  public void setModified(Instant time) {
    Given.notNull(time, "time", "when its content was last changed");
    long[] times = {0, UTIME_OMIT, time.getEpochSecond(), time.getNano()};
    check("utimensat", Native.LIBC.utimensat(parent.number(), bytes(), times, AT_SYMLINK_NOFOLLOW));
  }

  /**
   * Passes on what is in the directory that is here; each place is open as long as that.
   *
   * @param action who gets the places
   * @throws SyscallException ENOTDIR or ELOOP for anything else
   */
  public void forEachChild(Consumer<RootPlace> action) {
    Given.notNull(action, "action", "who gets the places");
    List<String> names = new ArrayList<>();
    try (DirectoryFd directory = new DirectoryFd(open(name, O_DIRECTORY | O_NOFOLLOW))) {
      directory.list(names::add);
    }
    try (Fd shared = open(name, O_PATH | O_DIRECTORY | O_NOFOLLOW)) {
      names.forEach(each -> action.accept(new RootPlace(shared, each)));
    }
  }

  /**
   * Deletes what is here, a directory with all that is in it; nothing when there is none.
   *
   * @throws SyscallException EACCES, EBUSY for a mount point; what unlinkat(2) lists
   */
  public void delete() {
    Optional<FileStatus> status = status();
    if (status.isEmpty()) {
      return;
    }
    if (status.get().isDirectory()) {
      forEachChild(RootPlace::delete);
      check("unlinkat", Native.LIBC.unlinkat(parent.number(), bytes(), AT_REMOVEDIR));
    } else {
      check("unlinkat", Native.LIBC.unlinkat(parent.number(), bytes(), 0));
    }
  }

  /** Closes the directory that the name is in. */
  @Override
  public void close() {
    parent.close();
  }

  /** Opens what is here, but for a link. */
  Fd open() {
    return open(name, O_NOFOLLOW | O_NONBLOCK);
  }

  private Fd open(String path, int flags) {
    return new Fd(
        (int)
            check(
                "openat",
                Native.LIBC.openat(
                    parent.number(), Names.bytes(path), flags | Fd.O_CLOEXEC, 0600)));
  }

  private long check(String call, long result) {
    return Syscall.check(call, Arguments.of("path", name), result);
  }

  private byte[] bytes() {
    return Names.bytes(name);
  }
}
