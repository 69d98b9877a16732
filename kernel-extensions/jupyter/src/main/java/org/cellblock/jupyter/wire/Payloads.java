package org.cellblock.jupyter.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a cell asks of the front end along with its reply: a page, a next cell's text. */
final class Payloads {
  private final List<Map<String, Object>> waiting = new ArrayList<>();

  synchronized void page(Map<String, Object> data) {
    waiting.add(Map.of("source", "page", "data", data, "start", 0));
  }

  synchronized void nextInput(String text) {
    waiting.add(Map.of("source", "set_next_input", "text", text, "replace", false));
  }

  /** The payloads since the last call. */
  synchronized List<Map<String, Object>> take() {
    List<Map<String, Object>> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
