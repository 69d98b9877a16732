package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.cellblock.linux.Given;

/**
 * Looks for an engine that runs on the host, where the docker command would and in the usual
 * places.
 *
 * @see <a href="https://docs.docker.com/engine/manage-resources/contexts/">Docker contexts</a>
 */
final class EngineFinder {

  private static final String SCHEME = "unix://";

  private final Map<String, String> environment;
  private final Path root;

  /** Takes the environment, and the directory that all paths are below: the root, but in tests. */
  EngineFinder(Map<String, String> environment, Path root) {
    this.environment = environment;
    this.root = root;
  }

  /** Finds the first that answers, or says of each place why it is none. */
  EngineApi find() {
    Optional<String> told = told();
    if (told.isPresent()) {
      return EngineApi.at(socketOf(told.get()));
    }
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<String, Path> place : places().entrySet()) {
      if (!Files.exists(place.getValue())) {
        reasons.add(place.getKey() + " isn't there");
        continue;
      }
      try {
        return EngineApi.at(place.getValue());
      } catch (CancellationException interrupted) {
        throw interrupted;
      } catch (IllegalStateException refused) {
        reasons.add(String.valueOf(refused.getMessage()).lines().findFirst().orElse(""));
      }
    }
    throw new IllegalStateException(
        "no engine runs here (%s): Docker.start() runs one of this notebook's own"
            .formatted(String.join("; ", reasons)));
  }

  /** Returns what the user says, as the docker command reads it. */
  private Optional<String> told() {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    return host.isEmpty() ? ofContext() : Optional.of("DOCKER_HOST=" + host);
  }

  private Path socketOf(String told) {
    String host = told.substring(told.indexOf('=') + 1);
    if (!host.startsWith(SCHEME)) {
      throw new IllegalStateException(
          "%s: expected unix:// and a path; an engine on another machine shows none of its processes"
              .formatted(told));
    }
    return below(host.substring(SCHEME.length()));
  }

  private Optional<String> ofContext() {
    Path directory = configuration();
    String name = environment.getOrDefault("DOCKER_CONTEXT", "");
    if (name.isEmpty()) {
      name = json(directory.resolve("config.json")).map(c -> text(c, "currentContext")).orElse("");
    }
    if (name.isEmpty() || name.equals("default")) {
      return Optional.empty();
    }
    String context = name;
    Path meta = directory.resolve("contexts/meta").resolve(digest(name)).resolve("meta.json");
    String host =
        json(meta)
            .map(m -> text(m, "Endpoints", "docker", "Host"))
            .filter(each -> !each.isEmpty())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the current Docker context [%s] isn't in %s: docker context use default"
                            .formatted(context, meta)));
    return Optional.of("context " + name + "=" + host);
  }

  private Path configuration() {
    String given = environment.getOrDefault("DOCKER_CONFIG", "");
    return given.isEmpty()
        ? below(environment.getOrDefault("HOME", "/root")).resolve(".docker")
        : below(given);
  }

  private Map<String, Path> places() {
    Map<String, Path> places = new LinkedHashMap<>();
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    List<String> names = new ArrayList<>(List.of("/run/docker.sock", "/var/run/docker.sock"));
    if (!runtime.isEmpty()) {
      names.add(runtime + "/docker.sock");
      names.add(runtime + "/podman/podman.sock");
    }
    names.add("/run/podman/podman.sock");
    names.forEach(name -> places.put(name, below(name)));
    return places;
  }

  private Path below(String path) {
    return root.resolve(Given.path(path, "path").toString().replaceFirst("^/+", ""));
  }

  private static String text(JsonElement from, String... path) {
    return EngineJson.text(from, path);
  }

  private static Optional<JsonElement> json(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JsonParser.parseString(Files.readString(file)))
          : Optional.empty();
    } catch (IOException | JsonParseException unreadable) {
      throw new IllegalStateException(
          "can't read %s: expected JSON, as docker context writes it".formatted(file), unreadable);
    }
  }

  /** The docker command names a context's directory by the digest of its name. */
  private static String digest(String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
