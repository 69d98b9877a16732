package org.cellblock.containers.docker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes values out of an engine's answers. Engines of different ages leave out different things: a
 * value that isn't there is empty, and 0.
 */
final class EngineJson {

  private EngineJson() {}

  /** Follows names into objects, and numbers into lists; JSON null where there is nothing. */
  static JsonElement at(JsonElement from, String... path) {
    JsonElement here = from;
    for (String name : path) {
      if (here.isJsonObject() && here.getAsJsonObject().has(name)) {
        here = here.getAsJsonObject().get(name);
      } else if (here.isJsonArray() && name.matches("\\d{1,6}")) {
        int at = Integer.parseInt(name);
        here =
            at < here.getAsJsonArray().size() ? here.getAsJsonArray().get(at) : JsonNull.INSTANCE;
      } else {
        return JsonNull.INSTANCE;
      }
    }
    return here;
  }

  static String text(JsonElement from, String... path) {
    JsonElement value = at(from, path);
    return value.isJsonPrimitive() ? value.getAsString() : "";
  }

  static long number(JsonElement from, String... path) {
    JsonElement value = at(from, path);
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber() ? value.getAsLong() : 0;
  }

  static boolean isTrue(JsonElement from, String... path) {
    return text(from, path).equals("true");
  }

  static List<JsonElement> list(JsonElement from, String... path) {
    List<JsonElement> all = new ArrayList<>();
    JsonElement value = at(from, path);
    if (value.isJsonArray()) {
      value.getAsJsonArray().forEach(all::add);
    }
    return all;
  }

  static List<String> texts(JsonElement from, String... path) {
    return list(from, path).stream()
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsString)
        .toList();
  }

  static Map<String, JsonElement> fields(JsonElement from, String... path) {
    JsonElement value = at(from, path);
    return value.isJsonObject() ? value.getAsJsonObject().asMap() : Map.of();
  }

  static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  /** Makes an object of names and values in turn. */
  static JsonObject object(String name, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }
}
