package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cellblock.linux.Steps;

/** The networks and volumes of an engine; those that were made here are removed at the end. */
final class DockerResources {

  private static final String NETWORKS = "/networks";
  private static final String VOLUMES = "/volumes";

  private final Docker docker;
  private final Set<String> networks = new LinkedHashSet<>();
  private final Set<String> volumes = new LinkedHashSet<>();

  DockerResources(Docker docker) {
    this.docker = docker;
  }

  synchronized Docker createNetwork(String name) {
    JsonObject what = labelled(check(name, "network"));
    what.addProperty("CheckDuplicate", true);
    JsonElement there = docker.ask(EngineRequest.get(NETWORKS));
    if (EngineJson.list(there).stream().noneMatch(each -> isNamed(each, name))) {
      docker.ask(EngineRequest.post("/networks/create").json(what));
      networks.add(name);
    }
    return docker;
  }

  synchronized void removeNetwork(String name) {
    docker.ask(EngineRequest.delete(NETWORKS + "/" + EngineRequest.part(check(name, "network"))));
    networks.remove(name);
  }

  synchronized Docker createVolume(String name) {
    JsonObject what = labelled(check(name, "volume"));
    JsonElement there = EngineJson.at(docker.ask(EngineRequest.get(VOLUMES)), "Volumes");
    if (EngineJson.list(there).stream().noneMatch(each -> isNamed(each, name))) {
      docker.ask(EngineRequest.post("/volumes/create").json(what));
      volumes.add(name);
    }
    return docker;
  }

  synchronized void removeVolume(String name) {
    docker.ask(EngineRequest.delete(VOLUMES + "/" + EngineRequest.part(check(name, "volume"))));
    volumes.remove(name);
  }

  /** Removes all that was made, once no container has it any more. */
  synchronized void removeAll() {
    Stream<Runnable> all =
        Stream.concat(
            List.copyOf(networks).stream().map(name -> () -> removeNetwork(name)),
            List.copyOf(volumes).stream().map(name -> () -> removeVolume(name)));
    Steps.runAllUninterrupted(all.toList());
  }

  private static boolean isNamed(JsonElement row, String name) {
    return EngineJson.text(row, "Name").equals(name);
  }

  private static JsonObject labelled(String name) {
    JsonObject what = EngineJson.object("Name", name);
    what.add("Labels", EngineJson.object(Docker.LABEL, DockerSession.LABEL_VALUE));
    return what;
  }

  private static String check(String name, String what) {
    if (name == null || !name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}")) {
      throw new IllegalArgumentException(
          "%s [%s]: expected 1 to 128 letters, digits, dots, dashes or underscores"
              .formatted(what, name));
    }
    return name;
  }
}
