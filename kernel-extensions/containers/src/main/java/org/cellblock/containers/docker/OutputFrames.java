package org.cellblock.containers.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.cellblock.containers.host.ProgramListener.Stream;

/**
 * Takes apart what a container wrote: frames, each with eight bytes before it that say which stream
 * it is of and how long it is; with a terminal there are none.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">ContainerAttach, stream format</a>
 */
final class OutputFrames {

  /** In bytes; an engine's frames have some thousands. */
  static final int LARGEST = 64 << 20;

  /** In bytes, of both streams together. */
  static final int MOST_OUTPUT = 64 << 20;

  private static final int HEADER = 8;
  private static final int PIECE = 16 * 1024;

  private final String request;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ByteArrayOutputStream both = new ByteArrayOutputStream();
  private boolean isTerminal;

  OutputFrames(String request) {
    this.request = request;
  }

  /** Reads all frames up to the end. */
  OutputFrames readAll(InputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    while (header.length == HEADER) {
      readOne(in, header);
      header = in.readNBytes(HEADER);
    }
    if (header.length > 0) {
      throw new EOFException("the engine closed the connection within a frame");
    }
    return this;
  }

  /** Reads all bytes up to the end as one stream: a terminal's. */
  OutputFrames readRaw(InputStream in) throws IOException {
    isTerminal = true;
    byte[] piece = new byte[PIECE];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      keep(Stream.STDOUT, piece, count);
    }
    return this;
  }

  private void readOne(InputStream in, byte[] header) throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(header);
    int type = fields.get();
    int length = fields.getInt(4);
    if (type < 0 || type > 3 || length < 0 || length > LARGEST) {
      throw HttpHead.trouble(
          request,
          "frame of stream [%d] with [%d] bytes: expected stream 0 to 3, at most %d bytes"
              .formatted(type, Integer.toUnsignedLong(length), LARGEST));
    }
    byte[] piece = new byte[Math.min(PIECE, length)];
    for (int left = length; left > 0; ) {
      int count = in.read(piece, 0, Math.min(piece.length, left));
      if (count < 0) {
        throw new EOFException("the engine closed the connection within a frame");
      }
      keep(type < 2 ? Stream.STDOUT : Stream.STDERR, piece, count);
      left -= count;
    }
  }

  private void keep(Stream stream, byte[] piece, int count) {
    if (both.size() + count > MOST_OUTPUT) {
      throw new DockerException(
          request, 0, "more than %d bytes of output: write it to a file".formatted(MOST_OUTPUT));
    }
    (stream == Stream.STDOUT ? out : err).write(piece, 0, count);
    both.write(piece, 0, count);
  }

  String stdout() {
    return text(out);
  }

  String stderr() {
    return text(err);
  }

  /** Returns both, as they came. */
  String text() {
    return text(both);
  }

  private String text(ByteArrayOutputStream bytes) {
    String text = bytes.toString(StandardCharsets.UTF_8);
    return isTerminal ? TerminalText.plain(text) : text;
  }
}
