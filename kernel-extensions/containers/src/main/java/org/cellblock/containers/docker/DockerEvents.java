package org.cellblock.containers.docker;

import com.google.gson.JsonParseException;
import com.google.gson.JsonStreamParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * What happens in an engine from now on: {@code docker events}. They are collected in the
 * background until this is closed.
 */
public final class DockerEvents implements AutoCloseable {

  /** Older ones are forgotten. */
  private static final int MOST = 10_000;

  private final Deque<DockerEvent> seen = new ArrayDeque<>();
  private final EngineAnswer answer;
  private boolean isEnded;

  private DockerEvents(EngineAnswer answer) {
    this.answer = answer.endless();
  }

  static DockerEvents open(EngineApi api) {
    DockerEvents events = new DockerEvents(api.open(EngineRequest.get("/events")));
    HostThread.start("events of docker", events::collect);
    return events;
  }

  /** The engine's documents stand one behind the other. */
  private void collect() {
    try (InputStreamReader text = new InputStreamReader(answer.body(), StandardCharsets.UTF_8)) {
      JsonStreamParser documents = new JsonStreamParser(text);
      while (documents.hasNext()) {
        keep(DockerEvent.of(documents.next()));
      }
    } catch (IOException | JsonParseException | IllegalStateException end) {
      // the engine has ended, or this was closed: what was seen stays
    } finally {
      end();
    }
  }

  private synchronized void keep(DockerEvent event) {
    if (seen.size() == MOST) {
      seen.removeFirst();
    }
    seen.addLast(event);
    notifyAll();
  }

  private synchronized void end() {
    isEnded = true;
    notifyAll();
  }

  /** Returns what has happened until now, the oldest first. */
  public synchronized List<DockerEvent> all() {
    return List.copyOf(seen);
  }

  /**
   * Shows what has happened until now, the oldest first.
   *
   * @return columns time, type, action, name, details (STRING); see {@link DockerEvent}
   */
  public Table table() {
    return Tables.of("events", DockerEvent.class, all());
  }

  /**
   * Waits until something has happened; at once where it has already.
   *
   * @param action such as {@code die}
   * @param atMost how long, 0 or more
   * @return the first event of this action
   * @throws IllegalStateException when the time is over, or the engine has ended
   * @throws CancellationException when the waiting thread is interrupted
   */
  public synchronized DockerEvent await(String action, Duration atMost) {
    Given.text(action, "action");
    Deadline deadline =
        Deadline.in(atMost, "the event " + action, "table() shows what has happened until now");
    Optional<DockerEvent> found = first(action);
    while (found.isEmpty()) {
      if (isEnded) {
        throw new IllegalStateException("the engine's events have ended without " + action);
      }
      deadline.check();
      try {
        wait(Math.max(1, deadline.millisLeft()));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted: waiting for the event " + action);
      }
      found = first(action);
    }
    return found.get();
  }

  private Optional<DockerEvent> first(String action) {
    return seen.stream().filter(each -> each.action().equals(action)).findFirst();
  }

  /** Stops collecting; what was seen stays. A second time does nothing. */
  @Override
  public void close() {
    HostThread.call(
        () -> {
          try {
            answer.close();
          } catch (IOException gone) {
            throw EngineApi.lost("GET /events", gone);
          }
          return null;
        });
  }

  /** Returns one line for each event. */
  @Override
  public String toString() {
    return String.join("\n", all().stream().map(DockerEvent::toString).toList());
  }
}
