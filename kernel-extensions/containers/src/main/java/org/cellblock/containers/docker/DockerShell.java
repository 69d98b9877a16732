package org.cellblock.containers.docker;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;

/**
 * A terminal in a container, open from one notebook cell to the next: type a line, read what comes.
 *
 * <p>A call returns when the shell shows its prompt, or when nothing has come for half a second;
 * what comes later is there for the next {@link #read}.
 */
public final class DockerShell implements AutoCloseable {

  private static final int QUIET_MILLIS = 500;

  /** A shell that has just been started on a busy machine takes its time. */
  private static final int FIRST_MILLIS = 5_000;

  /** In bytes, of one call. */
  private static final int MOST = 1 << 20;

  private static final Pattern PROMPT = Pattern.compile("(?s)(.*\n)?\\S* ?[#$] ");

  private static final String INTERRUPT_AND_END = "\u0003\u0004";

  private final String container;
  private final EngineAnswer connection;
  private final boolean isOwn;
  private final StringBuilder all = new StringBuilder();
  private boolean isEnded;

  private DockerShell(String container, EngineAnswer connection, boolean isOwn) {
    this.container = container;
    this.connection = connection.endless();
    this.isOwn = isOwn;
  }

  static DockerShell exec(ContainerApi api, String container, String program) {
    JsonObject what = new JsonObject();
    what.add("Cmd", EngineJson.array(List.of(program)));
    what.add("Env", EngineJson.array(List.of("PS1=\\w \\$ ")));
    for (String stream : List.of("AttachStdin", "AttachStdout", "AttachStderr", "Tty")) {
      what.addProperty(stream, true);
    }
    String exec = EngineJson.text(api.api().ask(api.post("/exec").json(what)), "Id");
    JsonObject how = ContainerApi.starting(true);
    EngineRequest start = EngineRequest.post("/exec/" + exec + "/start").json(how).upgrade();
    return new DockerShell(container, api.api().open(start), true).begun();
  }

  /** Connects to a container that may not run yet: so nothing is missed. */
  static DockerShell attach(ContainerApi api, String container) {
    EngineRequest attach = api.post("/attach").upgrade();
    for (String what : List.of("stream", "stdin", "stdout", "stderr")) {
      attach.query(what, 1);
    }
    return new DockerShell(container, api.api().open(attach), false);
  }

  /** Waits for the first prompt. */
  DockerShell begun() {
    try {
      HostThread.call(() -> receive(FIRST_MILLIS));
      return this;
    } catch (RuntimeException refused) {
      close();
      throw refused;
    }
  }

  /**
   * Types a line, and returns what comes: the line as the terminal shows it, what is written, and
   * the next prompt.
   *
   * @param line without its end
   * @return what came; empty for a program that says nothing yet
   * @throws IllegalStateException when the shell has ended
   */
  public synchronized String type(String line) {
    return send(Given.text(line, "line") + "\n");
  }

  /**
   * Types what has no end of a line: a letter, or a control character such as {@code "\u0003"}.
   *
   * @param keys what to type
   * @return what came
   * @throws IllegalStateException when the shell has ended
   */
  public synchronized String send(String keys) {
    Given.text(keys, "keys");
    return HostThread.call(
        () -> {
          checkOpen();
          try {
            connection.output().write(keys.getBytes(StandardCharsets.UTF_8));
          } catch (IOException gone) {
            throw ended(gone);
          }
          return receive(FIRST_MILLIS);
        });
  }

  /** Returns what has come since the last call; empty for nothing. */
  public synchronized String read() {
    return HostThread.call(() -> isEnded ? "" : receive(QUIET_MILLIS));
  }

  /** Returns all that has come, as a terminal would show it. */
  public synchronized String text() {
    return all.toString();
  }

  /** Says whether the shell has not ended, as far as was read. */
  public synchronized boolean isOpen() {
    return !isEnded && connection.isOpen();
  }

  /** Reads until a prompt stands at the end, or nothing comes. */
  private String receive(int firstMillis) {
    ByteArrayOutputStream came = new ByteArrayOutputStream();
    try {
      byte[] piece = new byte[4096];
      int count = connection.readWithin(piece, firstMillis);
      while (count > 0 && came.size() < MOST) {
        came.write(piece, 0, count);
        boolean isPrompt = PROMPT.matcher(plain(came)).matches();
        count = connection.readWithin(piece, isPrompt ? 0 : QUIET_MILLIS);
      }
      isEnded = isEnded || count < 0;
    } catch (IOException gone) {
      isEnded = true;
    }
    String text = plain(came);
    all.append(text);
    return text;
  }

  private static String plain(ByteArrayOutputStream came) {
    return TerminalText.plain(came.toString(StandardCharsets.UTF_8));
  }

  private void checkOpen() {
    if (!isOpen()) {
      throw ended(null);
    }
  }

  private IllegalStateException ended(IOException gone) {
    isEnded = true;
    return new IllegalStateException(
        "the shell in container %s has ended: container.shell() opens another".formatted(container),
        gone);
  }

  /** Ends the shell; from a container's own program it only goes away: {@code docker attach}. */
  @Override
  public void close() {
    HostThread.call(
        () -> {
          try (connection) {
            if (isOwn && isOpen()) {
              connection.output().write(INTERRUPT_AND_END.getBytes(StandardCharsets.UTF_8));
            }
          } catch (IOException gone) {
            // it has ended by itself
          }
          isEnded = true;
          return null;
        });
  }

  /** Returns what a terminal would show. */
  @Override
  public String toString() {
    return text();
  }
}
