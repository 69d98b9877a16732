package org.cellblock.containers.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A Unix socket that answers each connection with the next of the bytes that it was given, whatever
 * is asked: answers of real engines, recorded, and those that no engine gives.
 */
final class FakeEngine implements AutoCloseable {

  /** What Docker 20.10.24 answered to GET /_ping, recorded on 2026-11-28. */
  static final String PING_20_10 =
      "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nCache-Control: no-cache, no-store, must-revalidate\r\n"
          + "Docker-Experimental: false\r\nOstype: linux\r\nPragma: no-cache\r\n"
          + "Server: Docker/20.10.24+dfsg1 (linux)\r\nContent-Length: 2\r\n"
          + "Content-Type: text/plain; charset=utf-8\r\n\r\nOK";

  private final ServerSocketChannel server;
  private final Path socket;
  private final ConcurrentLinkedQueue<byte[]> answers = new ConcurrentLinkedQueue<>();
  private final List<String> requests = new ArrayList<>();
  private volatile boolean staysSilent;

  FakeEngine(Path directory) throws IOException {
    socket = directory.resolve("s");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread thread = new Thread(this::serve, "fake engine");
    thread.setDaemon(true);
    thread.start();
  }

  Path socket() {
    return socket;
  }

  FakeEngine answer(String text) {
    return answer(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  FakeEngine answer(byte[] bytes) {
    answers.add(bytes);
    return this;
  }

  /** Answers with a body of a length. */
  FakeEngine json(int status, String body) {
    return answer(
        "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.length(), body));
  }

  /** Keeps the connection open after the last answer. */
  FakeEngine staysSilent() {
    staysSilent = true;
    return this;
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Speaks to it as to an engine of 20.10. */
  EngineApi api() {
    answers.add(PING_20_10.getBytes(StandardCharsets.ISO_8859_1));
    return EngineApi.at(socket);
  }

  private void serve() {
    try {
      while (server.isOpen()) {
        SocketChannel client = server.accept();
        try {
          answerOne(client);
        } catch (IOException clientHasGone) {
          client.close();
        }
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void answerOne(SocketChannel client) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(1 << 16);
    client.read(request);
    synchronized (this) {
      requests.add(new String(request.array(), 0, request.position(), StandardCharsets.UTF_8));
    }
    byte[] answer = answers.poll();
    if (answer != null) {
      ByteBuffer left = ByteBuffer.wrap(answer);
      while (left.hasRemaining()) {
        client.write(left);
      }
    }
    if (!staysSilent || !answers.isEmpty()) {
      client.close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
