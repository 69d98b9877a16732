package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.HostThread;

/**
 * What notebook kernels that were killed have left in an engine that isn't theirs: found by a label
 * that says which process made it.
 */
final class EngineLeftovers {

  private static final Pattern OWNER = Pattern.compile("cellblock-(\\d+)-(\\d+)-(\\d+)");

  /** The clock that starts are told by may be put right meanwhile. */
  private static final Duration INEXACT = Duration.ofSeconds(5);

  private final EngineApi api;

  private EngineLeftovers(EngineApi api) {
    this.api = api;
  }

  /** Returns this process as a label names it: its PID namespace, its id there, its start. */
  static String label() {
    ProcessHandle own = ProcessHandle.current();
    return "cellblock-%d-%d-%d".formatted(namespace(), own.pid(), started(own).toEpochMilli());
  }

  /** Removes what is left of processes of this PID namespace that have ended. */
  static void remove(EngineApi api) {
    EngineLeftovers leftovers = new EngineLeftovers(api);
    for (JsonElement each : leftovers.list("/containers/json", "")) {
      String id = EngineJson.text(each, "Id");
      new ContainerApi(api, id).removeIfThere(Deadline.TOOL);
    }
    for (JsonElement each : leftovers.list("/networks", "")) {
      api.ask(EngineRequest.delete("/networks/" + EngineRequest.part(EngineJson.text(each, "Id"))));
    }
    for (JsonElement each : leftovers.list("/volumes", "Volumes")) {
      api.ask(
          EngineRequest.delete("/volumes/" + EngineRequest.part(EngineJson.text(each, "Name"))));
    }
  }

  private List<JsonElement> list(String path, String key) {
    JsonObject filters = new JsonObject();
    filters.add("label", EngineJson.array(List.of(Docker.LABEL)));
    EngineRequest request = EngineRequest.get(path).query("filters", filters);
    if (path.startsWith("/containers")) {
      request.query("all", 1);
    }
    JsonElement answer = api.ask(request);
    List<JsonElement> all = key.isEmpty() ? EngineJson.list(answer) : EngineJson.list(answer, key);
    return all.stream()
        .filter(each -> isOfTheDead(EngineJson.text(each, "Labels", Docker.LABEL)))
        .toList();
  }

  static boolean isOfTheDead(String label) {
    Matcher owner = OWNER.matcher(label);
    if (!owner.matches() || Long.parseLong(owner.group(1)) != namespace()) {
      return false;
    }
    Instant start = Instant.ofEpochMilli(Long.parseLong(owner.group(3)));
    return HostThread.call(
        () ->
            ProcessHandle.of(Long.parseLong(owner.group(2)))
                .map(EngineLeftovers::started)
                .filter(each -> Duration.between(each, start).abs().compareTo(INEXACT) < 0)
                .isEmpty());
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static long namespace() {
    return HostThread.call(
        () -> {
          try {
            Path link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
            return Long.parseLong(link.toString().replaceAll("\\D", ""));
          } catch (IOException unreadable) {
            throw new UncheckedIOException("read /proc/self/ns/pid", unreadable);
          }
        });
  }
}
