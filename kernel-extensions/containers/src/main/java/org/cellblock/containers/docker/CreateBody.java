package org.cellblock.containers.docker;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is told to an engine to make a container, twice: as the document that it takes, and as the
 * words of the docker command.
 */
final class CreateBody {

  private final JsonObject config = new JsonObject();
  private final JsonObject host = new JsonObject();
  private final List<String> words = new ArrayList<>();

  JsonObject config() {
    return config;
  }

  JsonObject host() {
    return host;
  }

  void say(String... option) {
    Stream.of(option).map(ShellWord::quote).forEach(words::add);
  }

  void add(JsonObject to, String key, String value) {
    if (!to.has(key)) {
      to.add(key, new JsonArray());
    }
    to.getAsJsonArray(key).add(value);
  }

  static JsonObject child(JsonObject of, String key) {
    if (!of.has(key)) {
      of.add(key, new JsonObject());
    }
    return of.getAsJsonObject(key);
  }

  void publish(int outside, int inside) {
    String key = inside + "/tcp";
    child(config, "ExposedPorts").add(key, new JsonObject());
    JsonArray bindings = new JsonArray();
    bindings.add(EngineJson.object("HostPort", Integer.toString(outside)));
    child(host, "PortBindings").add(key, bindings);
  }

  JsonObject document(String image, List<String> command, String label) {
    JsonObject body = config.deepCopy();
    body.addProperty("Image", image);
    if (!command.isEmpty()) {
      body.add("Cmd", EngineJson.array(command));
    }
    child(body, "Labels").addProperty(Docker.LABEL, label);
    body.add("HostConfig", host.deepCopy());
    return body;
  }

  String commandLine(String image, List<String> command) {
    return String.join(
        " ",
        Stream.of(
                Stream.of("docker", "run", "-d"),
                words.stream(),
                Stream.of(image),
                command.stream().map(ShellWord::quote))
            .flatMap(each -> each)
            .toList());
  }
}
