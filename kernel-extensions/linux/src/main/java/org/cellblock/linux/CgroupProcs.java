package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The open {@code cgroup.procs} of a cgroup: the door through which processes enter it.
 *
 * <p>The kernel lets in whom the one who opened it may move, so that a thread in another root or
 * namespace can still use it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public final class CgroupProcs implements AutoCloseable {

  private static final int O_WRONLY = 1;

  private final Path file;
  private final Fd fd;

  private CgroupProcs(Path file, Fd fd) {
    this.file = file;
    this.fd = fd;
  }

  /**
   * Opens the door of a cgroup; version 1 and 2.
   *
   * @param cgroup its directory
   * @return the open file
   * @throws SyscallException ENOENT for a directory that is no cgroup; EACCES without the right to
   *     write
   */
  public static CgroupProcs open(Path cgroup) {
    Given.notNull(cgroup, "cgroup", "its directory below /sys/fs/cgroup");
    Path file = cgroup.resolve("cgroup.procs");
    try {
      return new CgroupProcs(file, Fd.open(file.toString(), O_WRONLY));
    } catch (SyscallException refused) {
      throw refused.because(CgroupExplanation.of("open", file, refused.errno()));
    }
  }

  /**
   * Moves a process, with all its threads, into the cgroup; children that it has stay behind.
   *
   * @param pid a process; 0 is the calling one
   * @throws SyscallException ESRCH when it has ended; EACCES without delegation; EBUSY where
   *     version 2 allows no processes beside child cgroups
   */
  public void add(long pid) {
    String text = Long.toString(pid);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    if (Posix.CALLS.write(fd.number(), bytes, bytes.length) < 0) {
      throw refused(text, Native.errno());
    }
  }

  /**
   * Moves a process through several doors, one of each hierarchy; one that has ended needs none.
   *
   * @param doors of cgroups, or none
   * @param pid a process
   * @throws SyscallException as {@link #add} has it, without ESRCH
   */
  public static void addAll(List<CgroupProcs> doors, long pid) {
    try {
      Given.list(doors, "door", "an open cgroup.procs").forEach(door -> door.add(pid));
    } catch (SyscallException refused) {
      if (!refused.errnoName().equals("ESRCH")) {
        throw refused;
      }
    }
  }

  /** Closes the file. */
  @Override
  public void close() {
    fd.close();
  }

  Fd fd() {
    return fd;
  }

  SyscallException refused(String text, int errno) {
    return SyscallException.explained(
        "write",
        Arguments.of("file", file, "text", text),
        errno,
        CgroupExplanation.of("write", file, errno));
  }
}
