package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.ExitStatus;
import org.cellblock.linux.Pause;

/** What an engine can be asked of one container. */
final class ContainerApi {

  /** A learner's own program lasts as long as it lasts; an interrupt ends the wait. */
  private static final Duration ENDLESS = Duration.ofDays(365);

  private final EngineApi api;
  private final String id;

  ContainerApi(EngineApi api, String id) {
    this.api = api;
    this.id = id;
  }

  EngineApi api() {
    return api;
  }

  String id() {
    return id;
  }

  EngineRequest get(String what) {
    return EngineRequest.get("/containers/" + EngineRequest.part(id) + what);
  }

  EngineRequest post(String what) {
    return EngineRequest.post("/containers/" + EngineRequest.part(id) + what);
  }

  EngineRequest put(String what) {
    return EngineRequest.put("/containers/" + EngineRequest.part(id) + what);
  }

  JsonElement inspect() {
    return api.ask(get("/json"));
  }

  String inspectText(String... path) {
    return EngineJson.text(inspect(), path);
  }

  void remove(boolean isForced, Duration patience) {
    api.ask(
        EngineRequest.delete("/containers/" + EngineRequest.part(id))
            .query("force", isForced ? 1 : 0)
            .query("v", 1)
            .within(patience));
  }

  /** Kills and removes it, unless somebody else has removed it. */
  void removeIfThere(Duration patience) {
    try {
      remove(true, patience);
    } catch (DockerException refused) {
      if (refused.status() != 404) {
        throw refused;
      }
    }
  }

  int waitForEnd() {
    return (int) EngineJson.number(api.ask(post("/wait").within(ENDLESS)), "StatusCode");
  }

  /** Reads what it has written until now. */
  OutputFrames logs() {
    EngineRequest request = get("/logs").query("stdout", 1).query("stderr", 1);
    boolean isTerminal = EngineJson.isTrue(inspect(), "Config", "Tty");
    return api.call(request, answer -> read(request, answer, isTerminal));
  }

  private static OutputFrames read(EngineRequest request, EngineAnswer answer, boolean isTerminal)
      throws IOException {
    OutputFrames frames = new OutputFrames(request.toString());
    return isTerminal ? frames.readRaw(answer.body()) : frames.readAll(answer.body());
  }

  /** Runs one more program in it, to its end. */
  Output exec(List<String> argv) {
    JsonObject what = new JsonObject();
    what.add("Cmd", EngineJson.array(argv));
    what.addProperty("AttachStdout", true);
    what.addProperty("AttachStderr", true);
    String exec = EngineJson.text(api.ask(post("/exec").json(what)), "Id");
    EngineRequest start = EngineRequest.post("/exec/" + exec + "/start").json(starting(false));
    OutputFrames frames = api.call(start, answer -> read(start, answer.endless(), false));
    return new Output(
        String.join(" ", argv),
        frames.stdout(),
        frames.stderr(),
        new ExitStatus(exitCode(exec), 0));
  }

  static JsonObject starting(boolean isTerminal) {
    JsonObject how = new JsonObject();
    how.addProperty("Detach", false);
    how.addProperty("Tty", isTerminal);
    return how;
  }

  /** The engine notes the end a moment after the output's. */
  private int exitCode(String exec) {
    Deadline deadline =
        Deadline.in(
            Deadline.OWN,
            "the engine to note the end of exec " + DockerRows.shortId(exec),
            "the program has closed its output and goes on; container.top() shows it");
    JsonElement state = api.ask(EngineRequest.get("/exec/" + exec + "/json"));
    while (EngineJson.isTrue(state, "Running")) {
      deadline.check();
      Pause.millis(10, "exec in " + DockerRows.shortId(id));
      state = api.ask(EngineRequest.get("/exec/" + exec + "/json"));
    }
    return (int) EngineJson.number(state, "ExitCode");
  }

  /** No start times: not every kernel says when it was booted. */
  JsonElement top() {
    return api.ask(get("/top").query("ps_args", "-eo user,pid,ppid,cmd"));
  }
}
