package org.cellblock.containers.oci;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

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

  static OciState parse(String json) {
    JsonObject state = JsonParser.parseString(json).getAsJsonObject();
    return new OciState(
        state.get("ociVersion").getAsString(),
        state.get("id").getAsString(),
        state.get("status").getAsString(),
        state.has("pid") ? state.get("pid").getAsLong() : 0,
        state.get("bundle").getAsString());
  }
}
