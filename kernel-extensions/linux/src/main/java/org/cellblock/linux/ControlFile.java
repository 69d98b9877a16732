package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Files by which the kernel is told things: one write(2) each, errno kept.
 *
 * <p>Not for learners' cells, which go through {@link Linux#write}: this one asks nobody whether
 * the file belongs to the host.
 */
public final class ControlFile {

  static final int O_WRONLY = 1;

  /** For a FIFO, which would wait for a reader; to a limit of memory it means something else. */
  static final int O_NONBLOCK = 04000;

  private ControlFile() {}

  /**
   * Writes text to a control file in one write(2).
   *
   * @param file a file of {@code /proc} or {@code /sys/fs/cgroup}
   * @param text all that is to be written
   * @throws SyscallException with the errno with which the kernel answers
   */
  public static void write(Path file, String text) {
    Given.notNull(file, "file", "one of /proc or /sys/fs/cgroup");
    Given.notNull(text, "text", "what to write");
    write(file, text, O_WRONLY, opened -> {});
  }

  /**
   * Lets somebody decide on the file that has been opened for writing, not on how it is spelled.
   */
  static void write(Path file, String text, int flags, Consumer<Fd> check) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Fd fd = Fd.open(file.toString(), flags)) {
      check.accept(fd);
      Syscall.run(
          "write",
          Arguments.of("file", file, "text", text),
          () -> Posix.CALLS.write(fd.number(), bytes, bytes.length));
    } catch (SyscallException refused) {
      throw refused.because(CgroupExplanation.of(refused.call(), file, refused.errno()));
    }
  }
}
