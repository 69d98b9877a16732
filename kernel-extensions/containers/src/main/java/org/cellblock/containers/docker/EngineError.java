package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** The body of an answer that refuses: {@code {"message": "No such image: nope"}}. */
final class EngineError {

  private static final int LONGEST = 2000;

  private EngineError() {}

  static String text(String body, int status) {
    String message = message(body).strip();
    if (message.isEmpty()) {
      return "the engine refused and didn't say why, status " + status;
    }
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...";
  }

  private static String message(String body) {
    try {
      JsonElement json = JsonParser.parseString(body);
      if (json.isJsonObject() && json.getAsJsonObject().has("message")) {
        return json.getAsJsonObject().get("message").getAsString();
      }
      return body;
    } catch (JsonParseException | UnsupportedOperationException | IllegalStateException noJson) {
      return body;
    }
  }
}
