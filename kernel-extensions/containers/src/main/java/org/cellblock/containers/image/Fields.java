package org.cellblock.containers.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes out of an image's documents what must be there, or says what isn't. */
final class Fields {

  private Fields() {}

  static JsonObject object(JsonObject in, String key) {
    return field(in, key, "an object", JsonElement::getAsJsonObject);
  }

  static List<JsonObject> objects(JsonObject in, String key) {
    return field(in, key, "a list of objects", list -> each(list, JsonElement::getAsJsonObject));
  }

  static String text(JsonObject in, String key) {
    return field(in, key, "a text", Fields::text);
  }

  /** Reads a list of texts; none where it is left out. */
  static List<String> texts(JsonObject in, String key) {
    boolean isLeftOut = !in.has(key) || in.get(key).isJsonNull();
    return isLeftOut
        ? List.of()
        : field(in, key, "a list of texts", list -> each(list, Fields::text));
  }

  static long number(JsonObject in, String key) {
    return field(in, key, "a whole number", JsonElement::getAsLong);
  }

  private static String text(JsonElement element) {
    return element.getAsJsonPrimitive().getAsString();
  }

  private static <T> List<T> each(JsonElement list, Function<JsonElement, T> as) {
    JsonArray array = list.getAsJsonArray();
    List<T> all = new ArrayList<>();
    array.forEach(element -> all.add(as.apply(element)));
    return List.copyOf(all);
  }

  /** Of a wrong form, each type of element throws another exception. */
  private static <T> T field(
      JsonObject in, String key, String expected, Function<JsonElement, T> as) {
    try {
      if (in.has(key)) {
        return as.apply(in.get(key));
      }
    } catch (IllegalStateException
        | ClassCastException
        | UnsupportedOperationException
        | NumberFormatException other) {
      throw new IllegalArgumentException(
          "image: %s [%s]: expected %s".formatted(key, in.get(key), expected), other);
    }
    throw new IllegalArgumentException(
        "image: expected %s [%s] in [%s]".formatted(expected, key, String.join(" ", in.keySet())));
  }
}
