package org.cellblock.jupyter.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Cellblock's version. */
public final class Version {
  private static final String FILE = "version.txt";

  private Version() {}

  /**
   * Returns the version, three numbers as Semantic Versioning has them.
   *
   * @return the version, as the main pom has it
   */
  public static String text() {
    try (InputStream file = Version.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
