package org.cellblock.labs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts of the labs, as they travel in the jar. */
final class Texts {

  private Texts() {}

  static String read(String folder, String name) {
    String path = folder + "/" + name;
    try (InputStream text = Texts.class.getResourceAsStream(path)) {
      if (text == null) {
        throw new IllegalStateException("lab text [%s]: not in the jar".formatted(path));
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
