package org.cellblock.containers.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a body of which nobody knows the length yet: pieces, each with its length before it. */
final class ChunkedOutput extends OutputStream {

  private static final int PIECE = 64 * 1024;

  private final OutputStream out;
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE);
  private boolean isClosed;

  ChunkedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int one) throws IOException {
    piece.write(one);
    writeIfFull();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    piece.write(bytes, offset, length);
    writeIfFull();
  }

  private void writeIfFull() throws IOException {
    if (piece.size() >= PIECE) {
      writePiece();
    }
  }

  private void writePiece() throws IOException {
    if (piece.size() > 0) {
      ByteArrayOutputStream chunk = new ByteArrayOutputStream(piece.size() + 16);
      chunk.writeBytes(ascii(Integer.toHexString(piece.size()) + "\r\n"));
      piece.writeTo(chunk);
      chunk.writeBytes(ascii("\r\n"));
      out.write(chunk.toByteArray());
      piece.reset();
    }
  }

  /** Writes the last piece and the end; the stream below stays open. */
  @Override
  public void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      writePiece();
      out.write(ascii("0\r\n\r\n"));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
