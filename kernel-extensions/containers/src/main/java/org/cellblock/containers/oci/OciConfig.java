package org.cellblock.containers.oci;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.util.List;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Given;

/**
 * The configuration of a bundle: what {@code config.json} says.
 *
 * @param json its text, indented
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/main/config.md">config.md</a>
 */
public record OciConfig(String json) {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** Checks that there is a text. */
  public OciConfig {
    Given.notNull(json, "json", "the text of a config.json");
  }

  /** Writes a bundle's configuration for a root at a place, and a cgroup unless it is null. */
  static OciConfig of(Bundle bundle, List<String> args, String root, String cgroupsPath) {
    JsonObject config = new ConfigJson(bundle, args).write(root, cgroupsPath);
    return new OciConfig(GSON.toJson(config));
  }

  /**
   * Makes a bundle of it, of what a bundle can have: an engine's configuration has more.
   *
   * @param root what will be its root, whatever the configuration names
   * @return the bundle, to be changed, run, or taken apart by {@link Bundle#asCell}
   * @throws IllegalArgumentException for a text that is no configuration, and for a namespace that
   *     is to be joined
   */
  public Bundle bundle(RootFs root) {
    return ConfigReader.bundle(json, root);
  }

  /**
   * Names what a bundle of it leaves out: a seccomp filter, hooks, devices, the engine's own files.
   *
   * @return keys of the configuration, sorted; none when the bundle has all
   * @throws IllegalArgumentException as {@link #bundle} throws it
   */
  public List<String> leftOut() {
    return ConfigReader.leftOut(json);
  }

  /** Returns the JSON text. */
  @Override
  public String toString() {
    return json;
  }
}
