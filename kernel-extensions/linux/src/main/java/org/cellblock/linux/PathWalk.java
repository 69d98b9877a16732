package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A walk along a path, name by name, as a process with another root would go: what openat2(2) does
 * with {@code RESOLVE_IN_ROOT}, for kernels before 5.6, and with what is missing made on the way.
 *
 * <p>Each directory on the way is held open, and {@code ..} returns to the one that the walk came
 * from: no renaming meanwhile leads out.
 */
final class PathWalk implements AutoCloseable {

  /** What to do at a name that isn't there. */
  enum Missing {
    REFUSE,
    MAKE_DIRECTORIES,
    MAKE_FILE_AT_END
  }

  /** As many as the kernel follows; path_resolution(7). */
  static final int MOST_LINKS = 40;

  private static final int LONGEST_LINK = 4096;
  private static final int O_CREAT = 0100;
  private static final int O_EXCL = 0200;
  private static final int O_WRONLY = 1;

  private final Fd root;
  private final Arguments arguments;
  private final Missing missing;
  private final Deque<Fd> way = new ArrayDeque<>();
  private final Deque<String> names;
  private int links;

  private PathWalk(Fd root, List<String> names, Arguments arguments, Missing missing) {
    this.root = root;
    this.names = new ArrayDeque<>(names);
    this.arguments = arguments;
    this.missing = missing;
  }

  /** Returns what the path leads to, open as O_PATH does. */
  static Fd walk(
      Fd root, List<String> names, boolean followsLast, Missing missing, Arguments arguments) {
    try (PathWalk walk = new PathWalk(root, names, arguments, missing)) {
      while (!walk.names.isEmpty()) {
        walk.step(followsLast);
      }
      return walk.end();
    }
  }

  private void step(boolean followsLast) {
    String name = names.pop();
    if (name.equals("..")) {
      if (!way.isEmpty()) {
        way.pop().close();
      }
      return;
    }
    Fd next = openOrMake(name);
    boolean taken = false;
    try {
      FileStatus status = FileStatus.of(next, "");
      if (status.isLink() && (followsLast || !names.isEmpty())) {
        follow(next);
        return;
      }
      if (!names.isEmpty() && !status.isDirectory()) {
        throw SyscallException.of("openat", arguments, Errno.ENOTDIR);
      }
      way.push(next);
      taken = true;
    } finally {
      if (!taken) {
        next.close();
      }
    }
  }

  private void follow(Fd link) {
    if (++links > MOST_LINKS) {
      throw SyscallException.of("openat", arguments, Errno.ELOOP);
    }
    String target = target(link, "");
    if (target.startsWith("/")) {
      leave();
    }
    List<String> followed = Names.of(target);
    for (int i = followed.size() - 1; i >= 0; i--) {
      names.push(followed.get(i));
    }
  }

  /** Returns what a link says. */
  static String target(Fd directory, String name) {
    byte[] buffer = new byte[LONGEST_LINK];
    long length =
        Syscall.check(
            "readlinkat",
            Arguments.of("path", name),
            Native.LIBC.readlinkat(directory.number(), Names.bytes(name), buffer, buffer.length));
    return new String(buffer, 0, (int) length, StandardCharsets.UTF_8);
  }

  private Fd openOrMake(String name) {
    int number = open(name);
    int errno = number < 0 ? Native.errno() : 0;
    if (errno == Errno.ENOENT && missing != Missing.REFUSE) {
      make(name);
      number = open(name);
      errno = number < 0 ? Native.errno() : 0;
    }
    if (errno != 0) {
      throw SyscallException.of("openat", arguments, errno);
    }
    return new Fd(number);
  }

  private int open(String name) {
    int flags = RootDirectory.O_PATH | RootDirectory.O_NOFOLLOW | Fd.O_CLOEXEC;
    return Native.LIBC.openat(here().number(), Names.bytes(name), flags, 0);
  }

  private void make(String name) {
    boolean isFile = missing == Missing.MAKE_FILE_AT_END && names.isEmpty();
    int result =
        isFile
            ? Native.LIBC.openat(
                here().number(),
                Names.bytes(name),
                O_CREAT | O_EXCL | O_WRONLY | Fd.O_CLOEXEC,
                0644)
            : Native.LIBC.mkdirat(here().number(), Names.bytes(name), 0755);
    if (result == -1 && Native.errno() != Errno.EEXIST) { // else somebody was faster
      throw SyscallException.of(isFile ? "openat" : "mkdirat", arguments, Native.errno());
    }
    if (isFile && result >= 0) {
      new Fd(result).close();
    }
  }

  private Fd here() {
    return way.isEmpty() ? root : way.peek();
  }

  private Fd end() {
    return way.isEmpty() ? RootDirectory.again(root) : way.pop();
  }

  private void leave() {
    way.forEach(Fd::close);
    way.clear();
  }

  @Override
  public void close() {
    leave();
  }
}
