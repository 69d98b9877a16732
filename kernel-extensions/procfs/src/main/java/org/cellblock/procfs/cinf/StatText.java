package org.cellblock.procfs.cinf;

import java.nio.charset.StandardCharsets;
import org.cellblock.linux.Fd;

/** The bytes of a small file with numbers in it, kept and read again without new objects. */
final class StatText {

  private final byte[] bytes;
  private int length;

  StatText(int size) {
    bytes = new byte[size];
  }

  static StatText of(String text) {
    StatText stat = new StatText(text.length());
    byte[] all = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(all, 0, stat.bytes, 0, all.length);
    stat.length = all.length;
    return stat;
  }

  /** Reads a file again; says whether what it describes is still there. */
  boolean readAgain(Fd fd) {
    length = fd.readAgain(bytes);
    return length > 0;
  }

  /** Returns the number that stands in a place among those parted by blanks, counted from 0. */
  long number(int place) {
    return numberAt(word(0, place));
  }

  /** Returns the number after a key and a blank, as in {@code cpu.stat}. */
  long numberAfter(byte[] key) {
    for (int at = 0; at + key.length < length; at++) {
      if ((at == 0 || bytes[at - 1] == '\n') && startsWith(at, key)) {
        return numberAt(at + key.length + 1);
      }
    }
    throw new IllegalStateException("no " + new String(key, StandardCharsets.US_ASCII));
  }

  /**
   * Returns a field of {@code /proc/PID/stat} by the number that its man page gives it, from 3 on;
   * the second, the name in brackets, may hold blanks and brackets itself.
   */
  long field(int number) {
    return numberAt(word(afterName(), number - 3));
  }

  /** Returns the third field of {@code /proc/PID/stat}, the state's letter. */
  char state() {
    return (char) bytes[afterName()];
  }

  private int afterName() {
    int at = length - 1;
    while (bytes[at] != ')') {
      at--;
    }
    return at + 2;
  }

  private int word(int start, int place) {
    int at = start;
    for (int i = 0; i < place; i++) {
      while (bytes[at] != ' ') {
        at++;
      }
      at++;
    }
    return at;
  }

  private long numberAt(int start) {
    long number = 0;
    for (int at = start; at < length && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      number = number * 10 + bytes[at] - '0';
    }
    return number;
  }

  private boolean startsWith(int at, byte[] key) {
    for (int i = 0; i < key.length; i++) {
      if (bytes[at + i] != key[i]) {
        return false;
      }
    }
    return bytes[at + key.length] == ' ';
  }
}
