package org.cellblock.containers.oci;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;

/**
 * What a runtime says of a container: the state of the runtime specification.
 *
 * @param ociVersion the specification's version that the state keeps to
 * @param id the container's name
 * @param status {@code created}, {@code running} or {@code stopped}
 * @param pid the container's first process as the runtime sees it; 0 when it has stopped
 * @param bundle the bundle's directory, as the runtime sees it
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/main/runtime.md">runtime.md</a>
 */
public record OciState(String ociVersion, String id, String status, long pid, String bundle) {

  private static final List<String> PARTS = List.of("ociVersion", "id", "status", "bundle");

  static OciState parse(String json) {
    try {
      JsonElement state = JsonParser.parseString(json);
      if (state.isJsonObject() && state.getAsJsonObject().keySet().containsAll(PARTS)) {
        return of(state.getAsJsonObject());
      }
      throw new JsonParseException("it misses some of " + PARTS);
    } catch (JsonParseException noState) {
      throw new IllegalStateException(
          "the runtime's state [%s]: expected a JSON object with %s; was it killed meanwhile?"
              .formatted(json.strip(), PARTS),
          noState);
    }
  }

  private static OciState of(JsonObject state) {
    return new OciState(
        state.get("ociVersion").getAsString(),
        state.get("id").getAsString(),
        state.get("status").getAsString(),
        state.has("pid") ? state.get("pid").getAsLong() : 0,
        state.get("bundle").getAsString());
  }
}
