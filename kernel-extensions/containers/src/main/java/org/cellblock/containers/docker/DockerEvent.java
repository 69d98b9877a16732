package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Something that has happened in an engine: a line of {@code docker events}.
 *
 * @param time of the day, UTC
 * @param type {@code container}, {@code image}, {@code network}, {@code volume}
 * @param action {@code create}, {@code start}, {@code die}, ...
 * @param name of what it happened to, or its id
 * @param details what else is told of it
 */
public record DockerEvent(String time, String type, String action, String name, String details) {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  static DockerEvent of(JsonElement event) {
    long nanos = EngineJson.number(event, "timeNano");
    String name = EngineJson.text(event, "Actor", "Attributes", "name");
    String exitCode = EngineJson.text(event, "Actor", "Attributes", "exitCode");
    String signal = EngineJson.text(event, "Actor", "Attributes", "signal");
    return new DockerEvent(
        CLOCK.format(Instant.ofEpochSecond(0, nanos)),
        EngineJson.text(event, "Type"),
        EngineJson.text(event, "Action"),
        name.isEmpty() ? DockerRows.shortId(EngineJson.text(event, "Actor", "ID")) : name,
        (exitCode.isEmpty() ? "" : "exit status " + exitCode)
            + (signal.isEmpty() ? "" : "signal " + signal));
  }

  /** Returns {@code 10:15:30.123 container die web exit status 137}. */
  @Override
  public String toString() {
    return String.join(" ", time, type, action, name, details).strip();
  }
}
