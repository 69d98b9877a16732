package org.cellblock.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A program of a few hundred bytes of machine code, kept in memory, so that it needs no file on the
 * host and nothing from the root directory that it runs in.
 *
 * <p>{@code src/main/c/NAME.c} is its source, {@code NAME-ARCH.hex} what {@code src/main/c/build}
 * makes of it. The bytes are kept, so that nobody needs a compiler: a test makes them anew. They
 * are the same again by the versions in {@code ARCH.compiler} only; what others make differs in
 * bytes and must do the same.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/elf.5.html">elf(5)</a>
 */
final class MachineProgram {

  private static final int HEADERS = 64 + 56;
  private static final long ADDRESS = 0x400000;
  private static final int EXECUTABLE = 2;
  private static final int READ_AND_EXECUTE = 5;
  private static final int PAGE = 0x10000;

  private MachineProgram() {}

  /** Makes the program for this machine, ready to be executed. */
  static MemoryFile inMemory(String name) {
    return MemoryFile.of("cellblock-" + name, elf(code(name), architecture()));
  }

  /** Returns a whole program as an ELF file with one loadable segment. */
  static byte[] elf(byte[] code, String architecture) {
    int size = HEADERS + code.length;
    ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    elf.putShort((short) EXECUTABLE).putShort(machine(architecture)).putInt(1);
    elf.putLong(ADDRESS + HEADERS).putLong(64).putLong(0).putInt(0);
    elf.putShort((short) 64).putShort((short) 56).putShort((short) 1);
    elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    elf.putInt(1).putInt(READ_AND_EXECUTE).putLong(0).putLong(ADDRESS).putLong(ADDRESS);
    elf.putLong(size).putLong(size).putLong(PAGE);
    return elf.put(code).array();
  }

  /** Returns the machine code alone, for this machine. */
  static byte[] code(String name) {
    return code(name, architecture());
  }

  static byte[] code(String name, String architecture) {
    String resource = name + "-" + architecture + ".hex";
    try (InputStream in = MachineProgram.class.getResourceAsStream(resource)) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replace("\n", ""));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static short machine(String architecture) {
    return (short) (architecture.equals("amd64") ? 62 : 183);
  }

  private static String architecture() {
    String architecture = System.getProperty("os.arch");
    if (!architecture.equals("amd64") && !architecture.equals("aarch64")) {
      throw new UnsupportedOperationException(
          "architecture " + architecture + ": Cellblock knows amd64 and aarch64");
    }
    return architecture;
  }
}
