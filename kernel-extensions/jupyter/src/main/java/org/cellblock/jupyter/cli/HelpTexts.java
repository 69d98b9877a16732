package org.cellblock.jupyter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The texts of {@code tools/help}: {@code ./cellblock COMMAND -h} shows them without Java. */
final class HelpTexts {
  private static final String OF_ALL = "help";
  private static final String SECTION = "text";

  private HelpTexts() {}

  /** Lets a command line show these texts where it would make up its own. */
  static void showIn(CommandLine line) {
    line.setHelpSectionKeys(List.of(SECTION));
    of(OF_ALL).ifPresent(text -> show(line, text));
    line.getSubcommands().forEach((name, each) -> of(name).ifPresent(text -> show(each, text)));
  }

  /** Returns the text of a command, where it has one. */
  static Optional<String> of(String command) {
    try (InputStream file = HelpTexts.class.getResourceAsStream(command + ".txt")) {
      return file == null
          ? Optional.empty()
          : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void show(CommandLine line, String text) {
    line.setHelpSectionMap(Map.of(SECTION, help -> text));
  }
}
