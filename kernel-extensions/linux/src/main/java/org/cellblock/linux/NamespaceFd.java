package org.cellblock.linux;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * An open namespace, which lives as long as this is open, and its relations to others.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/ioctl_ns.2.html">ioctl_ns(2)</a>
 */
public final class NamespaceFd implements AutoCloseable {

  /** What the kernel can be asked about a namespace. */
  private enum Request {
    NS_GET_USERNS(0xb701),
    NS_GET_PARENT(0xb702),
    NS_GET_NSTYPE(0xb703),
    NS_GET_OWNER_UID(0xb704);

    private final int number;

    Request(int number) {
      this.number = number;
    }
  }

  /** What has been put in the namespace's place, such as a FIFO, must not keep us waiting. */
  private static final int O_NONBLOCK = 04000;

  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_INO = 0x100;
  private static final int OFFSET_OF_INO = 32;

  /** What has vanished, or may not be looked at. */
  private static final Set<Integer> ABSENT =
      Set.of(Errno.ENOENT, Errno.ESRCH, Errno.EACCES, Errno.EPERM);

  private final Fd fd;

  private NamespaceFd(Fd fd) {
    this.fd = fd;
  }

  /**
   * Opens a namespace.
   *
   * @param path a link in {@code /proc/PID/ns} or {@code /proc/PID/fd}, or a file that a namespace
   *     is bound to
   * @return the namespace; nothing when the link has vanished or may not be followed
   * @throws SyscallException what else open(2) lists, for example EMFILE
   */
  public static Optional<NamespaceFd> open(String path) {
    try {
      return Optional.of(new NamespaceFd(Fd.open(path, O_NONBLOCK)));
    } catch (SyscallException refused) {
      if (ABSENT.contains(refused.errno())) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /**
   * Returns the inode number, which is the namespace's identity.
   *
   * @throws SyscallException what statx(2) lists
   */
  public long inode() {
    ScanMemory memory = ScanMemory.take();
    try {
      int status =
          Native.LIBC.statx(fd.number(), memory.empty(), AT_EMPTY_PATH, STATX_INO, memory.answer());
      Syscall.check("statx", Arguments.of("fd", fd.number()), status);
      return memory.answerLong(OFFSET_OF_INO);
    } finally {
      memory.giveBack();
    }
  }

  /**
   * Returns the kind.
   *
   * @throws SyscallException ENOTTY when the open file is no namespace
   */
  public Namespace kind() {
    int flag = Native.LIBC.ioctl(fd.number(), Request.NS_GET_NSTYPE.number);
    Syscall.check("ioctl", arguments(Request.NS_GET_NSTYPE), flag);
    return Arrays.stream(Namespace.values())
        .filter(kind -> kind.flag() == flag)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "namespace flag [0x%x]: expected one that Namespace has".formatted(flag)));
  }

  /**
   * Opens the user namespace that owns this one: capabilities there are what counts here. That of a
   * user namespace is its parent.
   *
   * @return the owner, to be closed; nothing when it lies outside the caller's user namespace
   * @throws SyscallException ENOTTY when the open file is no namespace
   */
  public Optional<NamespaceFd> owner() {
    return related(Request.NS_GET_USERNS);
  }

  /**
   * Opens the parent of a pid or user namespace.
   *
   * @return the parent, to be closed; nothing for the first namespace, for one that lies outside
   *     the caller's, and for kinds without a hierarchy
   * @throws SyscallException ENOTTY when the open file is no namespace
   */
  public Optional<NamespaceFd> parent() {
    return related(Request.NS_GET_PARENT);
  }

  /**
   * Returns the user who made a user namespace.
   *
   * @return the effective user id of its maker; nothing for other kinds
   * @throws SyscallException ENOTTY when the open file is no namespace
   */
  public OptionalInt ownerUid() {
    Pointer uid = Memory.allocateDirect(Native.RUNTIME, Integer.BYTES, true);
    if (Native.LIBC.ioctl(fd.number(), Request.NS_GET_OWNER_UID.number, uid) == 0) {
      return OptionalInt.of(uid.getInt(0));
    }
    if (Native.errno() == Errno.EINVAL) {
      return OptionalInt.empty();
    }
    throw SyscallException.of("ioctl", arguments(Request.NS_GET_OWNER_UID), Native.errno());
  }

  private Optional<NamespaceFd> related(Request request) {
    int number = Native.LIBC.ioctl(fd.number(), request.number);
    if (number >= 0) {
      return Optional.of(new NamespaceFd(new Fd(number)));
    }
    int errno = Native.errno();
    if (errno == Errno.EPERM || errno == Errno.EINVAL) {
      return Optional.empty();
    }
    throw SyscallException.of("ioctl", arguments(request), errno);
  }

  private Arguments arguments(Request request) {
    return Arguments.of("fd", fd.number(), "request", request);
  }

  /** Lets go of the namespace. */
  @Override
  public void close() {
    fd.close();
  }
}
