package org.cellblock.containers.oci;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * The configuration of a bundle: what {@code config.json} says.
 *
 * @param json its text, indented
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/main/config.md">config.md</a>
 */
public record OciConfig(String json) {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** Writes a bundle's configuration for a root at a place, and a cgroup unless it is null. */
  static OciConfig of(Bundle bundle, List<String> args, String root, String cgroupsPath) {
    JsonObject config = new ConfigJson(bundle, args).write(root, cgroupsPath);
    return new OciConfig(GSON.toJson(config));
  }

  /** Returns the JSON text. */
  @Override
  public String toString() {
    return json;
  }
}
