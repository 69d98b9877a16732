package org.cellblock.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A line of {@code tools/programs}, the list of all programs that Cellblock starts.
 *
 * @param part what brings it: {@code course} and {@code systems} are unpacked by {@code up}, the
 *     others are installed
 * @param why what it is for
 */
record ListedProgram(String part, String name, List<String> packages, String why) {

  private static final Set<String> UNPACKED = Set.of("course", "systems");

  static final List<ListedProgram> ALL = read();

  /** Finds a program of the list. */
  static ListedProgram named(String name) {
    return ALL.stream().filter(program -> program.name.equals(name)).findFirst().orElseThrow();
  }

  boolean isUnpacked() {
    return UNPACKED.contains(part);
  }

  /** Returns the command that brings it; what is unpacked is never installed on the host. */
  String remedy() {
    return isUnpacked() ? "./cellblock up --no-open" : apt("install -y");
  }

  /** Returns the command for one that is there and doesn't answer. */
  String remedyOfBroken() {
    return isUnpacked()
        ? "rm -r .cellblock/systems; ./cellblock up --no-open; what the host has itself: "
            + apt("install -y --reinstall")
        : apt("install -y --reinstall");
  }

  private String apt(String how) {
    return "sudo apt-get " + how + " " + packages.get(0);
  }

  private static List<ListedProgram> read() {
    try (InputStream list = ListedProgram.class.getResourceAsStream("programs")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(ListedProgram::parse)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static ListedProgram parse(String line) {
    String[] words = line.split(" +", 4);
    return new ListedProgram(words[0], words[1], List.of(words[2].split("\\|")), words[3]);
  }
}
