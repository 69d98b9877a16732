package org.cellblock.jupyter.wire;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** {@code System.in}: asks the front end for a line whenever there is nothing left to read. */
final class CellInput extends InputStream {
  /** What the console front end sends for Ctrl-D. */
  static final String END_OF_INPUT = "\u0004";

  private volatile Environment env;
  private byte[] line = new byte[0];
  private int at;

  /** Sets whom to ask; null where the front end can't be asked, which reads as end of file. */
  void attach(Environment request) {
    env = request;
  }

  @Override
  public synchronized int read() {
    return fill() ? line[at++] & 0xff : -1;
  }

  @Override
  public synchronized int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public synchronized int available() {
    return line.length - at;
  }

  private boolean fill() {
    if (at < line.length) {
      return true;
    }
    Environment asked = env;
    String answer = asked == null ? END_OF_INPUT : asked.readFromStdIn("", false);
    if (answer.equals(END_OF_INPUT)) {
      return false;
    }
    line = (answer + "\n").getBytes(StandardCharsets.UTF_8);
    at = 0;
    return true;
  }
}
