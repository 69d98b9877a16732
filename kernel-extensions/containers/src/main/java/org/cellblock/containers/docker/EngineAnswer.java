package org.cellblock.containers.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An engine's answer that is being read; to be closed, and its connection with it. */
final class EngineAnswer implements AutoCloseable {

  /** In bytes: of documents that are read whole. */
  static final int LARGEST_DOCUMENT = 64 << 20;

  private final String request;
  private final EngineSocket socket;
  private final HttpHead head;
  private final InputStream body;

  EngineAnswer(String request, EngineSocket socket, HttpHead head) {
    this.request = request;
    this.socket = socket;
    this.head = head;
    body = HttpBody.of(head, socket.input(), request);
  }

  HttpHead head() {
    return head;
  }

  InputStream body() {
    return body;
  }

  /** Returns where to write to, on a connection in both directions. */
  OutputStream output() {
    return EngineApi.output(socket);
  }

  /** Tells the engine that no more will be written. */
  void endOutput() throws IOException {
    socket.endOutput();
  }

  /** Reads from a connection in both directions what comes within a time; 0 for nothing. */
  int readWithin(byte[] into, int millis) throws IOException {
    return socket.readWithin(into, millis);
  }

  /** Lets the answer last as long as it lasts. */
  EngineAnswer endless() {
    socket.endless();
    return this;
  }

  boolean isOpen() {
    return socket.isOpen();
  }

  /** Reads all of the body as text. */
  String text() throws IOException {
    byte[] bytes = body.readNBytes(LARGEST_DOCUMENT + 1);
    if (bytes.length > LARGEST_DOCUMENT) {
      throw HttpHead.trouble(request, "more than %d bytes".formatted(LARGEST_DOCUMENT));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
