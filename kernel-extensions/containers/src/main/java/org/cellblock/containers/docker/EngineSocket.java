package org.cellblock.containers.docker;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.cellblock.linux.Deadline;

/**
 * A connection to an engine's Unix socket. Its waits end: by a deadline if there is one, by an
 * interrupt, which closes it, and when another thread closes it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
final class EngineSocket implements AutoCloseable {

  private static final int BUFFER = 16 * 1024;

  private final String request;
  private final SocketChannel channel;
  private final Selector readable;
  private final Selector writable;
  private final ByteBuffer received = ByteBuffer.allocate(BUFFER).flip();
  private volatile Deadline deadline;

  private EngineSocket(String request, SocketChannel channel) throws IOException {
    this.request = request;
    this.channel = channel;
    readable = Selector.open();
    writable = Selector.open();
  }

  /** Connects; a deadline begins for all that follows. */
  static EngineSocket connect(Path socket, String request, Duration patience) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      EngineSocket connected = new EngineSocket(request, channel);
      channel.register(connected.readable, SelectionKey.OP_READ);
      channel.register(connected.writable, SelectionKey.OP_WRITE);
      connected.endIn(patience);
      return connected;
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }

  /** Sets how long all that follows may last. */
  void endIn(Duration patience) {
    deadline =
        Deadline.in(
            patience,
            "the engine to answer " + request,
            "is it stopped, or busy? Its log says; docker.close() and another start help");
  }

  /** Lets it last as long as the engine likes: what follows comes when there is news. */
  void endless() {
    deadline = null;
  }

  /** Returns the bytes that come; reading them throws what is told in {@link #read}. */
  InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        return length == 0 ? 0 : EngineSocket.this.read(into, offset, length);
      }

      @Override
      public int available() {
        return received.remaining();
      }
    };
  }

  /** Reads what there is, at least one byte; -1 at the end. */
  private int read(byte[] into, int offset, int length) throws IOException {
    if (!received.hasRemaining() && receive() < 0) {
      return -1;
    }
    int count = Math.min(length, received.remaining());
    received.get(into, offset, count);
    return count;
  }

  private int receive() throws IOException {
    received.clear();
    int count = 0;
    try {
      count = channel.read(received);
      while (count == 0) {
        await(readable);
        count = channel.read(received);
      }
      return count;
    } finally {
      received.flip();
    }
  }

  /** Reads what comes within a time; 0 for nothing, -1 at the end. */
  int readWithin(byte[] into, int millis) throws IOException {
    if (!received.hasRemaining()) {
      received.clear();
      int count = channel.read(received);
      if (count == 0 && millis > 0) {
        select(readable, millis);
        count = channel.read(received);
      }
      received.flip();
      if (count <= 0) {
        return count;
      }
    }
    return read(into, 0, into.length);
  }

  /** Writes all. */
  synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
    while (left.hasRemaining()) {
      if (channel.write(left) == 0) {
        await(writable);
      }
    }
  }

  /** Tells the engine that no more will be written. */
  void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  private void await(Selector selector) throws IOException {
    Deadline end = deadline;
    if (end != null) {
      end.check();
    }
    select(selector, end == null ? 0 : Math.max(1, end.millisLeft()));
  }

  private void select(Selector selector, int millis) throws IOException {
    try {
      selector.select(millis);
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException closed) {
      throw new ClosedChannelException();
    }
    if (Thread.currentThread().isInterrupted()) {
      close();
      throw new CancellationException("interrupted: " + request);
    }
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Closes the connection, also under a thread that waits; a second time does nothing. */
  @Override
  public void close() throws IOException {
    channel.close();
    readable.close();
    writable.close();
  }
}
