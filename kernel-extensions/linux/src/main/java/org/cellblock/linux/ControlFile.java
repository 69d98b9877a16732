package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Files by which the kernel is told things: one write(2) each, errno kept.
 *
 * <p>Not for learners' cells, which go through {@link Linux#write}: this one asks nobody whether
 * the file belongs to the host.
 */
public final class ControlFile {

  private static final int O_WRONLY = 1;

  private ControlFile() {}

  /**
   * Writes text to a control file in one write(2).
   *
   * @param file a file of {@code /proc} or {@code /sys/fs/cgroup}
   * @param text all that is to be written
   * @throws SyscallException with the errno with which the kernel answers
   */
  public static void write(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Fd fd = Fd.open(file.toString(), O_WRONLY)) {
      Syscall.run(
          "write",
          Arguments.of("file", file, "text", text),
          () -> Native.LIBC.write(fd.number(), bytes, bytes.length));
    } catch (SyscallException refused) {
      throw refused.because(CgroupExplanation.of(refused.call(), file, refused.errno()));
    }
  }
}
