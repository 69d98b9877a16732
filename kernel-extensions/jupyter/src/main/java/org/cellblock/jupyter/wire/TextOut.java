package org.cellblock.jupyter.wire;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/** Decodes one output stream's bytes, never in the midst of a character, and queues the text. */
final class TextOut extends OutputStream {
  private static final int PIECE = 1 << 14;

  private final StreamType kind;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer partial = ByteBuffer.allocate(0);
  private Environment env;
  private Publisher publisher;
  private boolean closed;
  private boolean lost;

  TextOut(StreamType kind) {
    this.kind = kind;
  }

  synchronized void attach(Environment request, Publisher to) {
    env = request;
    publisher = to;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Drops what comes until the cell's end, as Java does for good. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  /** Takes text again, and answers whether some was dropped; half a character stays behind. */
  synchronized boolean reopen() {
    boolean dropped = lost;
    closed = false;
    lost = false;
    partial = ByteBuffer.allocate(0);
    return dropped;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int at = 0; at < length; at += PIECE) {
      writePiece(bytes, offset + at, Math.min(PIECE, length - at));
    }
  }

  private void writePiece(byte[] bytes, int offset, int length) {
    String text = decode(bytes, offset, length);
    Environment to;
    synchronized (this) {
      to = closed ? null : env;
      lost |= closed;
    }
    if (to != null && !text.isEmpty()) {
      publisher.text(to, kind, text);
    }
  }

  private synchronized String decode(byte[] bytes, int offset, int length) {
    ByteBuffer in = ByteBuffer.allocate(partial.remaining() + length);
    in.put(partial).put(bytes, offset, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, false);
    partial = in.slice();
    return out.flip().toString();
  }
}
