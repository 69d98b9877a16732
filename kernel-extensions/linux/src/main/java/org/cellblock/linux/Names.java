package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Paths as the kernel reads them. */
final class Names {

  private static final String HERE = ".";

  private Names() {}

  /** Returns the bytes of a path, whatever encoding Java has for its own, with a NUL behind. */
  static byte[] bytes(String path) {
    byte[] text = Given.text(path, "path").getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(text, text.length + 1);
  }

  /** Returns the names on the way; {@code ..} is one, a single dot is none. */
  static List<String> of(String path) {
    return Arrays.stream(Given.text(path, "path").split("/"))
        .filter(name -> !name.isEmpty() && !name.equals(HERE))
        .toList();
  }

  static String join(List<String> names) {
    return names.isEmpty() ? HERE : String.join("/", names);
  }
}
