package org.cellblock.linux;

import static org.cellblock.linux.DirectoryFd.O_DIRECTORY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A directory that is a root, or will be one: the one way to reach what is below it.
 *
 * <p>Paths are resolved as a process with that root would: absolute links and {@code ..} stay
 * inside, whoever changes the tree meanwhile, and the links of /proc that lead to open files and
 * foreign roots are refused. A path may begin with a slash or not.
 *
 * <p>Used by one thread at a time. Needs no privilege but those that the files ask for.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/openat2.2.html">openat2(2)</a>
 */
public final class RootDirectory implements AutoCloseable {

  static final int O_PATH = 010000000;
  static final int O_NOFOLLOW = "aarch64".equals(System.getProperty("os.arch")) ? 0100000 : 0400000;

  private static final long RESOLVE_NO_MAGICLINKS = 0x02;
  private static final long RESOLVE_IN_ROOT = 0x10;
  private static final int SIZE_OF_OPEN_HOW = 24;
  private static final int O_CREAT = 0100;
  private static final int O_EXCL = 0200;
  private static final int O_WRONLY = 1;
  private static final int NEW_FILE = 0644;
  private static final int UNKNOWN = Integer.MIN_VALUE;

  /** The kernel gives up where a directory was moved at the same moment; a walk never has to. */
  private static final int MOST_TRIES = 16;

  /** Whether this kernel has openat2(2): since 5.6, and where no seccomp filter refuses it. */
  private static volatile boolean kernelResolves = true;

  private final Path shown;
  private final Fd fd;
  private final boolean asksKernel;

  private RootDirectory(Path shown, Fd fd, boolean asksKernel) {
    this.shown = shown;
    this.fd = fd;
    this.asksKernel = asksKernel;
  }

  /**
   * Opens a directory as a root.
   *
   * @param directory on the host, or as the calling thread sees it; links to it are followed
   * @return the root, to be closed
   * @throws SyscallException ENOENT, ENOTDIR or EACCES
   */
  public static RootDirectory open(Path directory) {
    return open(directory, true);
  }

  /** Opens a root that openat2(2) is asked for or not. */
  static RootDirectory open(Path directory, boolean asksKernel) {
    Given.notNull(directory, "root", "a directory");
    return new RootDirectory(
        directory, Fd.open(directory.toString(), O_PATH | O_DIRECTORY), asksKernel);
  }

  /** Opens a directory that is open already. */
  static Fd again(Fd directory) {
    return opened(directory, ".");
  }

  private static Fd opened(Fd directory, String name) {
    return new Fd(
        (int)
            Syscall.check(
                "openat",
                Arguments.of("path", name),
                Native.LIBC.openat(
                    directory.number(), Names.bytes(name), O_PATH | Fd.O_CLOEXEC, 0)));
  }

  /**
   * Asks what a path leads to, links followed.
   *
   * @param path inside
   * @return what is there; nothing when there is none
   * @throws SyscallException EACCES; ELOOP for more than 40 links, and for those of /proc that lead
   *     out
   */
  public Optional<FileStatus> status(String path) {
    try (Fd found = resolve(Names.of(path), true)) {
      return Optional.of(FileStatus.of(found, ""));
    } catch (SyscallException absent) {
      if (absent.errno() == Errno.ENOENT || absent.errno() == Errno.ENOTDIR) {
        return Optional.empty();
      }
      throw absent;
    }
  }

  /**
   * Returns a name in a directory, which is held open. The name itself may be absent, or a link,
   * which is not followed.
   *
   * @param path inside
   * @return the place, to be closed
   * @throws SyscallException ENOENT when the directory is absent; ENOTDIR, EACCES, ELOOP
   * @throws IllegalArgumentException for a path without a name at its end, such as {@code x/..}
   */
  public RootPlace place(String path) {
    List<String> names = named(path);
    List<String> parent = names.subList(0, names.size() - 1);
    return new RootPlace(resolve(parent, true), names.get(names.size() - 1));
  }

  /**
   * Returns a name in a directory, which is made where it is missing.
   *
   * @param path inside
   * @return the place, to be closed
   * @throws SyscallException as {@link #place}, but for ENOENT
   * @throws IllegalArgumentException for a path without a name at its end
   */
  public RootPlace placeInMade(String path) {
    List<String> names = named(path);
    List<String> parent = names.subList(0, names.size() - 1);
    Fd directory = made(parent, PathWalk.Missing.MAKE_DIRECTORIES);
    return new RootPlace(directory, names.get(names.size() - 1));
  }

  /**
   * Lists the directories that a place is in.
   *
   * @param place one of this root's
   * @return its own directory first, the root last
   * @throws SyscallException EACCES
   */
  public List<FileStatus> directoriesOf(RootPlace place) {
    Given.notNull(place, "place", "one of this root's");
    List<FileStatus> all = new ArrayList<>();
    FileStatus root = FileStatus.of(fd, "");
    Fd at = again(place.directory());
    try {
      FileStatus status = FileStatus.of(at, "");
      all.add(status);
      while (!status.isSame(root)) {
        Fd below = at;
        at = opened(below, "..");
        below.close();
        FileStatus above = FileStatus.of(at, "");
        if (above.isSame(status)) {
          break; // the directory was moved out of this root meanwhile
        }
        all.add(above);
        status = above;
      }
      return all;
    } finally {
      at.close();
    }
  }

  /**
   * Passes on what is in the root itself; each place is open as long as that.
   *
   * @param action who gets the places
   * @throws SyscallException EACCES
   */
  public void forEachChild(Consumer<RootPlace> action) {
    try (Fd itself = again(fd)) {
      new RootPlace(itself, ".").forEachChild(action);
    }
  }

  /**
   * Sets permissions of the root itself.
   *
   * @param mode 0 to 07777
   * @throws SyscallException EPERM when it is another's
   */
  public void setMode(int mode) {
    try (Fd itself = again(fd)) {
      new RootPlace(itself, ".").setMode(mode);
    }
  }

  /**
   * Makes a directory and those above it; what is there stays as it is.
   *
   * @param path inside
   * @throws SyscallException ENOTDIR where something else is; EACCES, EROFS, ENOSPC
   * @see <a href="https://man7.org/linux/man-pages/man2/mkdir.2.html">mkdirat(2)</a>
   */
  public void makeDirectories(String path) {
    try (Fd made = made(Names.of(path), PathWalk.Missing.MAKE_DIRECTORIES)) {
      if (!FileStatus.of(made, "").isDirectory()) {
        throw SyscallException.of("mkdirat", arguments(Names.of(path)), Errno.ENOTDIR);
      }
    }
  }

  /**
   * Mounts on a place inside, or changes the mount there.
   *
   * @param source as {@link Linux#mount} takes it
   * @param path inside; it exists
   * @param type file system type; null for a bind or a change
   * @param data the file system's options; may be null
   * @param flags any of {@link MountFlag}
   * @throws SyscallException refused when the cell still shares MOUNT with the host; ENOENT when
   *     the place is absent; else what mount(2) lists
   * @see <a href="https://man7.org/linux/man-pages/man2/mount.2.html">mount(2)</a>
   */
  public void mount(String source, String path, String type, String data, MountFlag... flags) {
    try (Fd place = resolve(Names.of(path), true)) {
      Linux.mount(source, place, shown(path), type, data, flags);
    }
  }

  /**
   * Makes a file or directory of the host visible at a place inside, which is made where it is
   * missing.
   *
   * @param source on the host
   * @param path inside
   * @param more flags beside {@link MountFlag#MS_BIND}
   * @throws SyscallException as {@link #mount}
   */
  public void bind(Path source, String path, MountFlag... more) {
    Path from = Given.notNull(source, "source", "what is to be seen").toAbsolutePath();
    PathWalk.Missing missing =
        Files.isDirectory(from)
            ? PathWalk.Missing.MAKE_DIRECTORIES
            : PathWalk.Missing.MAKE_FILE_AT_END;
    try (Fd place = made(Names.of(path), missing)) {
      Linux.mount(from.toString(), place, shown(path), null, null, withBind(more));
    }
  }

  private static MountFlag[] withBind(MountFlag... more) {
    Given.notNull(more, "flags", "none or some");
    return Stream.concat(Stream.of(MountFlag.MS_BIND), Stream.of(more)).toArray(MountFlag[]::new);
  }

  /**
   * Makes a mount of what is at a place inside, so that its flags can be changed.
   *
   * @param path inside; it exists
   * @param more flags beside {@link MountFlag#MS_BIND}
   * @throws SyscallException as {@link #mount}
   */
  public void bindToItself(String path, MountFlag... more) {
    try (Fd place = resolve(Names.of(path), true)) {
      Linux.mount(null, place, shown(path), null, null, withBind(more));
    }
  }

  /**
   * Makes a directory inside the working directory of the calling cell thread.
   *
   * @param path inside
   * @throws SyscallException refused outside a cell; ENOENT, ENOTDIR or EACCES
   * @see <a href="https://man7.org/linux/man-pages/man2/chdir.2.html">fchdir(2)</a>
   */
  public void chdir(String path) {
    Arguments arguments = Arguments.of("path", path);
    Guard.cell("chdir", arguments);
    try (Fd place = resolve(Names.of(path), true)) {
      Syscall.run("chdir", arguments, () -> Native.LIBC.fchdir(place.number()));
    }
  }

  /** Closes the directory; places in it stay open. */
  @Override
  public void close() {
    fd.close();
  }

  private Fd made(List<String> names, PathWalk.Missing missing) {
    if (missing == PathWalk.Missing.MAKE_FILE_AT_END) {
      int made = ask(names, O_CREAT | O_EXCL | O_WRONLY, NEW_FILE);
      if (made >= 0) {
        return new Fd(made);
      }
    }
    int found = ask(names, O_PATH, 0);
    if (found >= 0) {
      return new Fd(found);
    }
    if (found != UNKNOWN && found != -Errno.ENOENT) {
      throw SyscallException.of("openat2", arguments(names), -found);
    }
    return PathWalk.walk(fd, names, true, missing, arguments(names));
  }

  Fd resolve(List<String> names, boolean followsLast) {
    int found = ask(names, followsLast ? O_PATH : O_PATH | O_NOFOLLOW, 0);
    if (found >= 0) {
      return new Fd(found);
    }
    if (found != UNKNOWN) {
      throw SyscallException.of("openat2", arguments(names), -found);
    }
    return PathWalk.walk(fd, names, followsLast, PathWalk.Missing.REFUSE, arguments(names));
  }

  /** Returns a descriptor, the errno with a minus sign, or that the kernel can't tell. */
  private int ask(List<String> names, int flags, int mode) {
    if (!asksKernel || !kernelResolves) {
      return UNKNOWN;
    }
    byte[] path = Names.bytes(Names.join(names));
    long[] how = {flags | Fd.O_CLOEXEC, mode, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      long number =
          Native.LIBC.syscall(
              SyscallNumber.OPENAT2.number(), fd.number(), path, how, SIZE_OF_OPEN_HOW);
      if (number >= 0) {
        return (int) number;
      }
      int errno = Native.errno();
      if (errno == Errno.ENOSYS || errno == Errno.EPERM && mode == 0) {
        kernelResolves = false;
        return UNKNOWN;
      }
      if (errno != Errno.EAGAIN && errno != Errno.EINTR) {
        return -errno;
      }
    }
    return UNKNOWN;
  }

  private static List<String> named(String path) {
    List<String> names = Names.of(path);
    if (names.isEmpty() || names.get(names.size() - 1).equals("..")) {
      throw new IllegalArgumentException(
          "path [%s]: expected a name at its end, which dots are not".formatted(path));
    }
    return names;
  }

  private Arguments arguments(List<String> names) {
    return Arguments.of("path", Names.join(names), "root", shown);
  }

  private String shown(String path) {
    String top = shown.toString();
    return (top.endsWith("/") ? top : top + "/") + Names.join(Names.of(path));
  }
}
