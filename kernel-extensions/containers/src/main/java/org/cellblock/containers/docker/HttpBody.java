package org.cellblock.containers.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The bytes behind the head of an answer, up to its end: in chunks, of a length, or all. */
final class HttpBody extends InputStream {

  /** In bytes; an engine's chunks have some thousands. */
  static final long LARGEST_CHUNK = 1L << 30;

  private static final int LONGEST_SIZE = 8;

  private final InputStream in;
  private final String request;
  private final boolean isChunked;
  private final boolean isUntilEnd;
  private long left;
  private boolean isFirst = true;
  private boolean isEnded;

  private HttpBody(InputStream in, String request, boolean isChunked, long length) {
    this.in = in;
    this.request = request;
    this.isChunked = isChunked;
    isUntilEnd = !isChunked && length < 0;
    left = isChunked ? 0 : length;
    isEnded = length == 0 && !isChunked;
  }

  static InputStream of(HttpHead head, InputStream in, String request) {
    if (head.isUpgraded()) {
      return in;
    }
    if (head.status() == 204 || head.status() == 304) {
      return InputStream.nullInputStream();
    }
    boolean isChunked = head.header("transfer-encoding").equalsIgnoreCase("chunked");
    return new HttpBody(in, request, isChunked, isChunked ? -1 : length(head, request));
  }

  private static long length(HttpHead head, String request) {
    String length = head.header("content-length");
    if (length.isEmpty()) {
      return -1;
    }
    if (!length.matches("\\d{1,18}")) {
      throw HttpHead.trouble(
          request, "content-length [%s]: expected a number of bytes".formatted(length));
    }
    return Long.parseLong(length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (isChunked && left == 0 && !isEnded) {
      beginChunk();
    }
    if (isEnded) {
      return -1;
    }
    int most = isUntilEnd ? length : (int) Math.min(length, left);
    int count = in.read(into, offset, most);
    if (count < 0) {
      return end();
    }
    if (!isUntilEnd) {
      left -= count;
      isEnded = left == 0 && !isChunked;
    }
    return count;
  }

  private int end() throws EOFException {
    isEnded = true;
    if (isUntilEnd) {
      return -1;
    }
    throw new EOFException("the engine closed the connection within its answer");
  }

  private void beginChunk() throws IOException {
    if (!isFirst && !HttpHead.line(in, request).isEmpty()) {
      throw HttpHead.trouble(request, "a chunk is longer than it says");
    }
    isFirst = false;
    String size = HttpHead.line(in, request).split(";", 2)[0].strip();
    if (!size.matches("[0-9A-Fa-f]{1,%d}".formatted(LONGEST_SIZE))) {
      throw tooLarge(size);
    }
    left = Long.parseLong(size, 16);
    if (left > LARGEST_CHUNK) {
      throw tooLarge(size);
    }
    if (left == 0) {
      HttpHead.headers(in, request);
      isEnded = true;
    }
  }

  private DockerException tooLarge(String size) {
    return HttpHead.trouble(
        request,
        "chunk of [%s] bytes: expected a hexadecimal number of at most %x"
            .formatted(size.substring(0, Math.min(40, size.length())), LARGEST_CHUNK));
  }
}
