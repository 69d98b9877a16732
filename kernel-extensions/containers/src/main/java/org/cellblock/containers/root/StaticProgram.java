package org.cellblock.containers.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.SyscallException;

/**
 * A program that runs in a root without libraries. One that is linked dynamically would be refused
 * there with ENOENT, which is said of its interpreter and reads as if it were the program.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/elf.5.html">elf(5)</a>
 */
final class StaticProgram {

  private static final int MAGIC = 0x7f454c46;
  private static final int HEADER = 64;
  private static final int PT_INTERP = 3;
  private static final int LONGEST_HEADERS = 4096;

  private static final String MEND = "sudo apt-get install -y --reinstall busybox-static";

  private StaticProgram() {}

  /** Refuses a program that couldn't run alone in a root, with what mends it. */
  static Path require(Path program) throws IOException {
    ByteBuffer file = beginning(program);
    if (file.limit() < HEADER || file.getInt(0) != MAGIC) {
      throw new IllegalStateException(
          "%s is no ELF program, and a root of containers is made of it: %s"
              .formatted(program, MEND));
    }
    if (hasInterpreter(file)) {
      throw new IllegalStateException(
          ("%s is linked dynamically, and a root of containers has none of its libraries: it needs a"
                  + " static one: %s")
              .formatted(program, MEND));
    }
    return program;
  }

  /** Runs it, since only then it is known to be whole. */
  static Output run(Path program, String... arguments) {
    try {
      Output output = Host.start(program.toString(), arguments).waitFor(Deadline.TOOL);
      if (output.succeeded()) {
        return output;
      }
      throw broken(program, output.stderr() + output.status(), arguments);
    } catch (SyscallException refused) {
      throw broken(program, refused.getMessage().lines().findFirst().orElseThrow(), arguments);
    }
  }

  private static IllegalStateException broken(Path program, String why, String... arguments) {
    return new IllegalStateException(
        "busybox %s: %s; %s can't be used: %s"
            .formatted(String.join(" ", arguments), why.strip(), program, MEND));
  }

  private static boolean hasInterpreter(ByteBuffer file) {
    boolean is64 = file.get(4) == 2;
    file.order(file.get(5) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long table = is64 ? file.getLong(32) : Integer.toUnsignedLong(file.getInt(28));
    int size = Short.toUnsignedInt(file.getShort(is64 ? 54 : 42));
    int count = Short.toUnsignedInt(file.getShort(is64 ? 56 : 44));
    for (int entry = 0; entry < count; entry++) {
      long at = table + (long) entry * size;
      if (at >= 0 && at + Integer.BYTES <= file.limit() && file.getInt((int) at) == PT_INTERP) {
        return true;
      }
    }
    return false;
  }

  private static ByteBuffer beginning(Path program) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(LONGEST_HEADERS);
    try (FileChannel channel = FileChannel.open(program)) {
      while (file.hasRemaining() && channel.read(file) != -1) {
        // a read may be short
      }
    }
    return file.flip();
  }
}
