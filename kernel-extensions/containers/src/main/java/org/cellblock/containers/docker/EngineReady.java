package org.cellblock.containers.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellblock.linux.Deadline;

/**
 * The first answer of an engine: to {@code GET /_ping}, with its version.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
final class EngineReady {

  private static final byte[] PING =
      "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final Pattern READY = Pattern.compile("\\AHTTP/1\\.1 200 .*");
  private static final Pattern SERVER =
      Pattern.compile("^Server: Docker/(\\S+)", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
  private static final int LONGEST = 4096;
  private static final long PAUSE_MILLIS = 10;

  private final Path socket;
  private final BooleanSupplier lives;
  private final Deadline deadline;

  private EngineReady(Path socket, BooleanSupplier lives, Deadline deadline) {
    this.socket = socket;
    this.lives = lives;
    this.deadline = deadline;
  }

  /**
   * Waits until it answers.
   *
   * @param lives says whether dockerd still runs
   * @return its version; empty when it has ended before, or the time is over
   * @throws CancellationException when the waiting thread is interrupted
   */
  static Optional<String> version(Path socket, BooleanSupplier lives, Deadline deadline) {
    EngineReady ready = new EngineReady(socket, lives, deadline);
    Optional<String> version = Optional.empty();
    try {
      while (version.isEmpty() && ready.mayComeYet()) {
        version = ready.ask();
      }
      return version;
    } catch (InterruptedException | ClosedByInterruptException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted: the engine was not ready yet");
    }
  }

  private boolean mayComeYet() {
    return lives.getAsBoolean() && !deadline.isOver();
  }

  private Optional<String> ask() throws InterruptedException, ClosedByInterruptException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(PING));
      channel.configureBlocking(false);
      return read(channel);
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted;
    } catch (IOException notYet) { // no socket, nobody behind it, or not for long
      Thread.sleep(PAUSE_MILLIS);
      return Optional.empty();
    }
  }

  /** It listens some time before it answers. */
  private Optional<String> read(SocketChannel channel) throws IOException, InterruptedException {
    ByteBuffer answer = ByteBuffer.allocate(LONGEST);
    int count = 0;
    while (count >= 0 && answer.hasRemaining() && mayComeYet()) {
      count = channel.read(answer);
      if (count == 0) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    String text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    if (!READY.matcher(text).lookingAt()) {
      return Optional.empty();
    }
    Matcher server = SERVER.matcher(text);
    return Optional.of(server.find() ? server.group(1) : "unknown");
  }
}
