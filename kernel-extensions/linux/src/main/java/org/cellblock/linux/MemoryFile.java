package org.cellblock.linux;

import jnr.ffi.Pointer;

/**
 * A file that lives in memory only: it has no name, and ends with this process.
 *
 * <p>It is sealed: a program of a cell, which finds it as {@code /proc/1/exe}, can't change what
 * the next cell runs, whatever its privileges.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/memfd_create.2.html">memfd_create(2)</a>
 */
public final class MemoryFile {

  /** Where a process has its own open files. */
  static final String PLACE = "/proc/self/fd/";

  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_ALLOW_SEALING = 2;
  private static final int F_ADD_SEALS = 1033;

  /** F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_GROW and F_SEAL_WRITE. */
  private static final int ALL_SEALS = 15;

  private static final int PROT_READ_AND_EXEC = 5;
  private static final int MAP_PRIVATE = 2;
  private static final long MAP_FAILED = -1;

  private final Fd fd;
  private final int size;

  private MemoryFile(Fd fd, int size) {
    this.fd = fd;
    this.size = size;
  }

  /**
   * Makes a file with the given content, to be read or executed.
   *
   * @param name shown in {@code /proc/PID/fd}, for people only
   * @param content all of it
   * @return the file
   * @throws SyscallException EMFILE at the limit of open files
   */
  public static MemoryFile of(String name, byte[] content) {
    Given.text(name, "name");
    Given.notNull(content, "content", "bytes");
    long number = Native.LIBC.memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    Arguments arguments = Arguments.of("name", name);
    try (Fd writable = new Fd((int) Syscall.check("memfd_create", arguments, number))) {
      writable.write(content);
      int sealed = Native.LIBC.fcntl(writable.number(), F_ADD_SEALS, ALL_SEALS);
      Syscall.check("fcntl", arguments, sealed);
      // opened a second time: a file that is open for writing can't be executed (ETXTBSY)
      return new MemoryFile(
          Fd.openForReading("/proc/self/fd/" + writable.number()), content.length);
    }
  }

  /** Returns a path by which a child can execute the file, in any root that shows this /proc. */
  public String path() {
    return PLACE + fd.number();
  }

  /** Maps the whole file into this process's memory, to be called; it stays for ever. */
  Pointer mapExecutable() {
    Pointer mapped = Native.LIBC.mmap(null, size, PROT_READ_AND_EXEC, MAP_PRIVATE, fd.number(), 0);
    Syscall.check("mmap", Arguments.of("length", size), mapped.address() == MAP_FAILED ? -1 : 0);
    return mapped;
  }
}
