package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A walk through all processes of {@code /proc}, or all threads of this one, for the namespaces
 * that they hold. It makes eleven system calls for each, and no object.
 *
 * <p>Who has vanished, or may not be looked at, is left out. A cell's thread walks through the
 * cell's {@code /proc}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_ns.5.html">proc_pid_ns(5)</a>
 */
public final class ProcScan implements AutoCloseable {

  private static final int O_PATH = 010000000;
  private static final int AT_STATX_DONT_SYNC = 0x4000;
  private static final int STATX_UID = 0x8;
  private static final int OFFSET_OF_UID = 20;
  private static final byte[] NOTHING = {};
  private static final byte[] NS = "/ns".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FD = "/fd".getBytes(StandardCharsets.US_ASCII);
  private static final String PROC = "/proc";
  private static final String TASKS = "/proc/self/task";
  private static final Namespace[] KINDS = Namespace.values();

  private final Fd directory;
  private boolean isClosed;
  private final boolean isOfThreads;
  private final ScanMemory memory = ScanMemory.take();
  private final NumberList members = new NumberList();
  private final LastLink[] lastLinks = Stream.of(KINDS).map(LastLink::new).toArray(LastLink[]::new);

  /** Gets the namespaces that processes or threads are in. */
  @FunctionalInterface
  public interface LinkVisitor {

    /**
     * Takes one link.
     *
     * @param id pid, or tid, whose link it is
     * @param uid effective user id of the process
     * @param kind kind of the namespace
     * @param inode its inode number
     */
    void link(int id, int uid, Namespace kind, long inode);
  }

  /** Gets the namespaces that processes hold by open file descriptors. */
  @FunctionalInterface
  public interface FdVisitor {

    /**
     * Takes one file descriptor.
     *
     * @param pid who has it open
     * @param fd its number there
     * @param kind kind of the namespace
     * @param inode its inode number
     */
    void fd(int pid, int fd, Namespace kind, long inode);
  }

  private ProcScan(ProcScan whole) {
    isOfThreads = whole.isOfThreads;
    directory = Fd.open(isOfThreads ? TASKS : PROC, DirectoryFd.O_DIRECTORY);
    whole.members.splitInto(members);
  }

  private ProcScan(String path, boolean isOfThreads) {
    this.isOfThreads = isOfThreads;
    directory = Fd.open(path, DirectoryFd.O_DIRECTORY);
    long listed = Listing.numbers(directory.number(), memory, members);
    Syscall.check("getdents64", Arguments.of("path", path), listed);
  }

  /**
   * Opens {@code /proc}.
   *
   * @return a walk through the processes that are there now
   * @throws SyscallException ENOENT where there is no /proc
   */
  public static ProcScan ofProcesses() {
    return new ProcScan(PROC, false);
  }

  /**
   * Opens {@code /proc/self/task}.
   *
   * @return a walk through the threads of this process; nothing where /proc is that of a pid
   *     namespace that this process isn't in
   */
  public static Optional<ProcScan> ofThreads() {
    try {
      return Optional.of(new ProcScan(TASKS, true));
    } catch (SyscallException refused) {
      if (refused.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** Returns how many processes or threads there are to look at. */
  public synchronized int size() {
    return members.size();
  }

  /**
   * Leaves the second half of what there is to look at to another walk, for another thread.
   *
   * @return that walk, to be closed
   * @throws IllegalStateException when this walk is closed
   */
  public synchronized ProcScan splitOff() {
    checkOpen();
    return new ProcScan(this);
  }

  /**
   * Reads the links in {@code ns/}; of threads also those that end in {@code _for_children}.
   *
   * @param visitor who gets them, by pid or tid and then in the order of {@link Namespace}
   * @throws IllegalStateException when this walk is closed
   */
  public synchronized void links(LinkVisitor visitor) {
    Given.notNull(visitor, "visitor", "who gets the links");
    checkOpen();
    for (int i = 0; i < members.size(); i++) {
      int id = members.get(i);
      long path = memory.path(id, NS);
      int ns = Native.LIBC.openat(directory.number(), path, O_PATH | Fd.O_CLOEXEC);
      if (ns >= 0) {
        links(id, ns, visitor);
        Native.LIBC.close(ns);
      }
    }
  }

  private void links(int id, int ns, LinkVisitor visitor) {
    long answer = memory.answer();
    if (Native.LIBC.statx(ns, memory.dotDot(), AT_STATX_DONT_SYNC, STATX_UID, answer) != 0) {
      return;
    }
    int uid = memory.answerInt(OFFSET_OF_UID);
    for (Namespace kind : KINDS) {
      int length = readlink(ns, memory.name(kind));
      if (length > 0) {
        visitor.link(id, uid, kind, lastLinks[kind.ordinal()].inode(memory, length));
      }
      if (isOfThreads) {
        linkForChildren(id, uid, ns, kind, visitor);
      }
    }
  }

  /** A thread may hold what it is not in; it differs for two kinds only. */
  private void linkForChildren(int id, int uid, int ns, Namespace kind, LinkVisitor visitor) {
    if (!kind.procNameForChildren().equals(kind.procName())) {
      int length = readlink(ns, memory.nameForChildren(kind));
      if (length > 0) {
        visitor.link(id, uid, kind, LinkText.inode(memory, length, kind));
      }
    }
  }

  /**
   * Reads the links in {@code fd/} that point to namespaces.
   *
   * @param visitor who gets them, by pid and fd
   * @throws IllegalStateException when this walk is closed
   */
  public synchronized void fds(FdVisitor visitor) {
    Given.notNull(visitor, "visitor", "who gets the descriptors");
    checkOpen();
    NumberList numbers = new NumberList();
    for (int i = 0; i < members.size(); i++) {
      int pid = members.get(i);
      long path = memory.path(pid, FD);
      int flags = DirectoryFd.O_DIRECTORY | Fd.O_CLOEXEC;
      int fds = Native.LIBC.openat(directory.number(), path, flags);
      if (fds >= 0) {
        numbers.clear();
        Listing.numbers(fds, memory, numbers);
        fds(pid, fds, numbers, visitor);
        Native.LIBC.close(fds);
      }
    }
  }

  private void fds(int pid, int fds, NumberList numbers, FdVisitor visitor) {
    for (int i = 0; i < numbers.size(); i++) {
      int length = readlink(fds, memory.path(numbers.get(i), NOTHING));
      Namespace kind = length > 0 ? LinkText.kind(memory, length) : null;
      if (kind != null) {
        visitor.fd(pid, numbers.get(i), kind, LinkText.inode(memory, length, kind));
      }
    }
  }

  /** The memory is another walk's by then. */
  private void checkOpen() {
    if (isClosed) {
      throw new IllegalStateException("walk through /proc: expected it open, and it is closed");
    }
  }

  private int readlink(int from, long path) {
    return (int) Native.LIBC.readlinkat(from, path, memory.answer(), ScanMemory.ANSWER_SIZE);
  }

  /** Closes the directory; a second time does nothing. */
  @Override
  public synchronized void close() {
    directory.close();
    if (!isClosed) {
      isClosed = true;
      memory.giveBack(); // once: the next scan may have it already
    }
  }
}
