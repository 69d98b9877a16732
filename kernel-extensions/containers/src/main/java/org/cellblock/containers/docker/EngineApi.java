package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.HostThread;

/**
 * Speaks to an engine over its Unix socket: HTTP/1.1, one connection for each request.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
final class EngineApi {

  /** What Docker 20.10 speaks; all that is asked for here is in it. */
  static final ApiVersion OLDEST = new ApiVersion(1, 41);

  /** What Docker 29 speaks, the newest that this was written for. */
  static final ApiVersion NEWEST = new ApiVersion(1, 52);

  /** Does something with an answer. */
  interface Use<T> {
    T of(EngineAnswer answer) throws IOException;
  }

  private final Path socket;
  private final ApiVersion version;
  private final String server;

  private EngineApi(Path socket, ApiVersion version, String server) {
    this.socket = socket;
    this.version = version;
    this.server = server;
  }

  /** Asks the engine which version it speaks, and takes the newest that both do. */
  static EngineApi at(Path socket) {
    EngineApi unversioned = new EngineApi(socket, null, "");
    return unversioned.call(
        EngineRequest.get("/_ping").within(Deadline.OWN),
        answer -> {
          String told = answer.head().header("api-version");
          ApiVersion theirs =
              ApiVersion.parse(told)
                  .orElseThrow(
                      () ->
                          new DockerException(
                              "GET /_ping",
                              0,
                              "the engine at %s says no Api-Version [%s]: is it one?"
                                  .formatted(socket, told)));
          return new EngineApi(socket, common(theirs, socket), answer.head().header("server"));
        });
  }

  private static ApiVersion common(ApiVersion theirs, Path socket) {
    if (theirs.compareTo(OLDEST) < 0) {
      throw new DockerException(
          "GET /_ping",
          0,
          "the engine at %s speaks API %s: expected %s or later, Docker 20.10 or a newer one"
              .formatted(socket, theirs, OLDEST));
    }
    return theirs.compareTo(NEWEST) < 0 ? theirs : NEWEST;
  }

  Path socket() {
    return socket;
  }

  ApiVersion version() {
    return version;
  }

  /** Returns what the engine calls itself: {@code Docker/20.10.24 (linux)}. */
  String server() {
    return server;
  }

  /** Asks, and parses the answer; JSON null where it is empty. */
  JsonElement ask(EngineRequest request) {
    String text = call(request, EngineAnswer::text);
    try {
      return text.isBlank() ? JsonNull.INSTANCE : JsonParser.parseString(text);
    } catch (JsonParseException noJson) {
      throw new DockerException(
          request.toString(),
          "the engine's answer [%s]: expected JSON"
              .formatted(text.substring(0, Math.min(80, text.length()))),
          noJson);
    }
  }

  /** Asks, and uses the answer, which is closed then. */
  <T> T call(EngineRequest request, Use<T> use) {
    return HostThread.call(
        () -> {
          try (EngineAnswer answer = begin(request)) {
            return use.of(answer);
          } catch (IOException failed) {
            throw lost(request.toString(), failed);
          }
        });
  }

  /** Asks, and leaves the answer to the caller, who closes it. */
  EngineAnswer open(EngineRequest request) {
    return HostThread.call(
        () -> {
          try {
            return begin(request);
          } catch (IOException failed) {
            throw lost(request.toString(), failed);
          }
        });
  }

  private EngineAnswer begin(EngineRequest request) throws IOException {
    EngineSocket connected = connect(request);
    try {
      IOException unsent = send(request, connected);
      HttpHead head;
      try {
        head = HttpHead.read(connected.input(), request.toString());
      } catch (IOException noAnswer) {
        throw unsent == null ? noAnswer : unsent;
      }
      EngineAnswer answer = new EngineAnswer(request.toString(), connected, head);
      if (head.status() >= 300 && head.status() != 304) {
        throw new DockerException(
            request.toString(), head.status(), EngineError.text(answer.text(), head.status()));
      }
      return answer;
    } catch (IOException | RuntimeException refused) {
      connected.close();
      throw refused;
    }
  }

  private EngineSocket connect(EngineRequest request) throws IOException {
    try {
      return EngineSocket.connect(socket, request.toString(), request.patience());
    } catch (IOException absent) {
      throw new DockerException(
          request.toString(),
          "no engine answers at %s: %s".formatted(socket, absent.getMessage()),
          absent);
    }
  }

  /** Sends a request; an engine that refuses doesn't read on, but says why. */
  private IOException send(EngineRequest request, EngineSocket connected) throws IOException {
    try {
      request.writeTo(output(connected), version == null ? "" : version.toString());
      return null;
    } catch (ClosedChannelException closed) {
      throw closed;
    } catch (IOException refused) {
      return refused;
    }
  }

  static OutputStream output(EngineSocket socket) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        socket.write(bytes, offset, length);
      }
    };
  }

  static DockerException lost(String request, IOException failed) {
    String why =
        failed instanceof ClosedChannelException
            ? "the connection was closed meanwhile"
            : String.valueOf(failed.getMessage());
    return new DockerException(request, "the engine's answer is lost: " + why, failed);
  }
}
