package org.cellblock.containers.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The list of the images in a layout. */
final class ImageIndex {

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String DOCKERS_INDEX =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  private static final String TAG = "org.opencontainers.image.ref.name";

  private ImageIndex() {}

  static JsonObject of(Blob manifest, String tag) {
    JsonObject annotations = new JsonObject();
    annotations.addProperty(TAG, tag);
    JsonObject entry = manifest.json();
    entry.add("platform", platform());
    entry.add("annotations", annotations);
    JsonArray manifests = new JsonArray();
    manifests.add(entry);
    JsonObject index = new JsonObject();
    index.addProperty("schemaVersion", 2);
    index.addProperty("mediaType", INDEX);
    index.add("manifests", manifests);
    return index;
  }

  private static JsonObject platform() {
    JsonObject platform = new JsonObject();
    platform.addProperty("architecture", Platform.architecture());
    platform.addProperty("os", Platform.OS);
    return platform;
  }

  /** Finds the one image for this machine. */
  static Blob manifest(Layout layout) {
    List<Blob> found = new ArrayList<>();
    collect(layout, layout.index(), found);
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "image directory [%s]: it has [%d] images for %s/%s; expected 1"
              .formatted(layout.directory(), found.size(), Platform.OS, Platform.architecture()));
    }
    return found.get(0);
  }

  private static void collect(Layout layout, JsonObject index, List<Blob> found) {
    for (JsonObject entry : Fields.objects(index, "manifests")) {
      Blob blob = Blob.of(entry);
      if (blob.mediaType().equals(INDEX) || blob.mediaType().equals(DOCKERS_INDEX)) {
        collect(layout, layout.read(blob), found);
      } else if (isForThisMachine(entry)) {
        found.add(blob);
      }
    }
  }

  private static boolean isForThisMachine(JsonObject entry) {
    if (!entry.has("platform")) {
      return true;
    }
    JsonObject platform = Fields.object(entry, "platform");
    return Fields.text(platform, "os").equals(Platform.OS)
        && Fields.text(platform, "architecture").equals(Platform.architecture());
  }
}
