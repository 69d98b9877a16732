package org.cellblock.procfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What kernels print, kept by version. */
final class Captured {

  private Captured() {}

  static String text(String name) {
    try (InputStream in = Captured.class.getResourceAsStream(name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Status status(String version) {
    return Status.parse(text("status-" + version)).orElseThrow();
  }
}
