package org.cellblock.jupyter.wire;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** A display bundle's parts, which the base library keeps to itself. */
final class DisplayJson {
  private static final Gson GSON = new Gson();

  private DisplayJson() {}

  /** The bundle's data by media type. */
  static Map<String, Object> data(DisplayData bundle) {
    JsonObject json = GSON.toJsonTree(bundle, DisplayData.class).getAsJsonObject();
    Map<String, Object> data = new LinkedHashMap<>();
    json.getAsJsonObject("data").entrySet().forEach(e -> data.put(e.getKey(), e.getValue()));
    return data;
  }

  /** The bundle's plain text; empty if it has none. */
  static String text(DisplayData bundle) {
    Object text = bundle.getData(MIMEType.TEXT_PLAIN);
    return text == null ? "" : text.toString();
  }
}
