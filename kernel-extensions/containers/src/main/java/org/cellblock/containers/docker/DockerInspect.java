package org.cellblock.containers.docker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.Given;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * What {@code docker inspect} says of a container, an image, a network.
 *
 * @param json the engine's answer
 * @see <a href="https://docs.docker.com/reference/cli/docker/inspect/">docker inspect</a>
 */
public record DockerInspect(String json) {

  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  /**
   * Indents it.
   *
   * @throws IllegalArgumentException when it is no JSON
   */
  public DockerInspect {
    Given.notNull(json, "json", "what the engine says");
    try {
      json = PRETTY.toJson(JsonParser.parseString(json));
    } catch (JsonParseException noJson) {
      throw new IllegalArgumentException("inspect [%s]: expected JSON".formatted(json), noJson);
    }
  }

  /**
   * Takes one value out, as {@code jq} does.
   *
   * @param path names joined by dots, for example {@code State.Pid}
   * @return the value as text; JSON for an object or a list
   * @throws IllegalArgumentException when there is nothing at that path
   */
  public String get(String path) {
    Given.text(path, "path");
    JsonElement value = EngineJson.at(tree(), path.replaceFirst("^\\.", "").split("\\."));
    if (value.isJsonNull()) {
      throw new IllegalArgumentException(
          "path [%s]: expected names joined by dots that are there, for example State.Pid;"
                  .formatted(path)
              + " table() lists them");
    }
    return value.isJsonPrimitive() ? value.getAsString() : PRETTY.toJson(value);
  }

  /**
   * Lists all that it says.
   *
   * @return columns what, value (STRING), one row for each value
   */
  public Table table() {
    List<DockerRows.Told> rows = new ArrayList<>();
    collect("", tree(), rows);
    return Tables.of("inspect", DockerRows.Told.class, rows);
  }

  JsonElement tree() {
    return JsonParser.parseString(json);
  }

  static void collect(String path, JsonElement value, List<DockerRows.Told> rows) {
    String before = path.isEmpty() ? "" : path + ".";
    if (value.isJsonObject()) {
      value
          .getAsJsonObject()
          .entrySet()
          .forEach(each -> collect(before + each.getKey(), each.getValue(), rows));
    } else if (value.isJsonArray()) {
      for (int i = 0; i < value.getAsJsonArray().size(); i++) {
        collect(before + i, value.getAsJsonArray().get(i), rows);
      }
    } else if (!value.isJsonNull()) {
      rows.add(new DockerRows.Told(path, value.getAsString()));
    }
  }

  /** Returns the JSON text. */
  @Override
  public String toString() {
    return json;
  }
}
