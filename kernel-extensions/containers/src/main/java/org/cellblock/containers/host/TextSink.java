package org.cellblock.containers.host;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.cellblock.linux.Fd;

/** Collects one output stream of a program as text, up to a limit. */
final class TextSink implements AutoCloseable {

  /** A program may write for ever; what goes beyond this is counted and dropped. */
  static final int LIMIT = 4 * 1024 * 1024;

  private final Fd fd;
  private final StringBuilder text = new StringBuilder();
  private byte[] bytes = new byte[64 * 1024];
  private ByteBuffer undecoded = ByteBuffer.allocate(bytes.length + 4);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private long dropped;
  private boolean atEnd;

  TextSink(Fd fd) {
    this.fd = fd;
  }

  Fd fd() {
    return fd;
  }

  boolean isAtEnd() {
    return atEnd;
  }

  /** Reads what is there and returns it as text; the empty string at the end. */
  String readSome() {
    int count = fd.read(bytes);
    atEnd = count < 0;
    if (!atEnd) {
      undecoded.put(bytes, 0, count);
    }
    undecoded.flip();
    CharBuffer chars = CharBuffer.allocate(undecoded.remaining() + 1);
    decoder.decode(undecoded, chars, atEnd);
    undecoded.compact();
    String piece = chars.flip().toString();
    keep(piece);
    return piece;
  }

  synchronized String text() {
    return dropped == 0
        ? text.toString()
        : text + "\n[%d more characters were written and not kept]\n".formatted(dropped);
  }

  /** Closes the stream; the text is kept, for as long as somebody keeps the program. */
  @Override
  public void close() {
    fd.close();
    bytes = null;
    undecoded = null;
  }

  private synchronized void keep(String piece) {
    int room = Math.min(piece.length(), LIMIT - text.length());
    text.append(piece, 0, room);
    dropped += piece.length() - room;
  }
}
