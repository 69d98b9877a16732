package org.cellblock.jupyter.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers where each snippet came from, by JShell's id. */
final class Snippets {
  private final Map<String, Origin> origins = new ConcurrentHashMap<>();

  void put(String id, Origin origin) {
    origins.put(id, origin);
  }

  /** The origin of the snippet that a stack frame's file name, such as {@code #12}, names. */
  Optional<Origin> ofFrame(StackTraceElement frame) {
    String file = frame.getFileName();
    return file == null || !file.startsWith("#")
        ? Optional.empty()
        : Optional.ofNullable(origins.get(file.substring(1)));
  }
}
