package org.cellblock.containers.lxc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;

/**
 * Reads a configuration that somebody else wrote, with the files that it includes: what LXC gets is
 * one text, in which nobody else sets a key of Cellblock's.
 *
 * @see <a href="https://linuxcontainers.org/lxc/manpages/man5/lxc.container.conf.5.html">
 *     lxc.container.conf(5)</a>
 */
final class ConfigFile {

  private static final Pattern LINE = Pattern.compile("\\s*([^=\\s]+)\\s*=\\s*(.*?)\\s*");
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");
  static final String INCLUDE = "lxc.include";
  private static final Path PACKAGE = Path.of("/usr/share/lxc");
  private static final int MAX_DEPTH = 32;
  private static final int MAX_FILES = 1_000;
  private static final int MAX_BYTES = 1 << 20;

  private final Settings settings;
  private final Path prefix;
  private final List<String> notes = new ArrayList<>();
  private int count;

  /**
   * Makes a reader.
   *
   * @param settings gets the lines
   * @param prefix where LXC's package lies
   */
  ConfigFile(Settings settings, Path prefix) {
    this.settings = settings;
    this.prefix = prefix;
  }

  /** Says what was left out, and why. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Returns what LXC calls the container of a file: {@code config} is named by its directory. */
  static String nameOf(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    Path last = whole.endsWith("config") ? whole.getParent().getFileName() : whole.getFileName();
    return String.valueOf(last).replaceFirst("(?!^)\\..*", "");
  }

  /** Returns the host name in a text. */
  static String nameIn(String text) {
    Settings found = new Settings();
    new ConfigFile(found, Path.of("/")).text(text);
    List<String> names = found.get("lxc.uts.name");
    return names.isEmpty() ? "lxc" : names.get(0);
  }

  /** Reads the lines of a text. */
  void text(String text) {
    Given.text(text, "configuration");
    lines(List.of(text.split("\r?\n")), "configuration", 0);
  }

  /** Reads the lines of a file. */
  void file(Path file) {
    lines(linesOf(file), file.toString(), 0);
  }

  /** Reads what a line of {@code lxc.include} names. */
  void include(String value) {
    include(value, 0);
  }

  private void lines(List<String> lines, String name, int depth) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          line(line, depth);
        } catch (IllegalArgumentException wrong) {
          throw wrong instanceof Misplaced
              ? wrong
              : new Misplaced("%s line %d: %s".formatted(name, i + 1, wrong.getMessage()));
        }
      }
    }
  }

  private void line(String line, int depth) {
    Matcher words = LINE.matcher(line);
    if (!words.matches()) {
      throw new IllegalArgumentException(
          "[%s]: expected key = value, for example lxc.uts.name = web".formatted(line));
    }
    String key = words.group(1);
    Matcher quoted = QUOTED.matcher(words.group(2));
    String value = quoted.matches() ? quoted.group(2) : words.group(2);
    Settings.checkKey(key);
    if (key.equals(INCLUDE)) {
      include(value, depth);
    } else if (Settings.isOurs(key)) {
      String root = key.equals("lxc.rootfs.path") ? "rootFs(...) sets it" : "Cellblock sets it";
      notes.add("%s = %s: left out, %s".formatted(key, value, root));
    } else if (namesAbsentProgram(key, value)) {
      notes.add("%s = %s: left out, there is no such program here".formatted(key, value));
    } else {
      settings.set(key, value);
    }
  }

  private static boolean namesAbsentProgram(String key, String value) {
    if (!key.matches("lxc\\.net\\.\\d+\\.script\\..+|lxc\\.hook\\.(?!version|start$).+")) {
      return false;
    }
    Path program = Given.path(value.split("\\s+")[0], key);
    return program.isAbsolute() && !HostThread.call(() -> Files.exists(program));
  }

  /** LXC includes a file, or all of a directory whose names end in .conf. */
  private void include(String value, int depth) {
    Path named = Given.path(value, INCLUDE);
    Path path =
        named.startsWith(PACKAGE) ? prefix.resolve(PACKAGE.getRoot().relativize(named)) : named;
    if (depth == MAX_DEPTH) {
      throw new IllegalArgumentException(
          "[%s] is the %dth file in files: expected fewer".formatted(path, depth));
    }
    if (!HostThread.call(() -> Files.exists(path))) {
      notes.add("%s = %s: left out, it isn't here".formatted(INCLUDE, value));
      return;
    }
    for (Path file : HostThread.call(() -> files(path))) {
      lines(linesOf(file), file.toString(), depth + 1);
    }
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.filter(each -> each.toString().endsWith(".conf")).sorted().toList();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("[%s] can't be read: %s".formatted(path, unreadable));
    }
  }

  private List<String> linesOf(Path file) {
    if (++count > MAX_FILES) {
      throw new IllegalArgumentException(
          "[%s] is the %dth file: expected fewer".formatted(file, count));
    }
    return HostThread.call(
        () -> {
          try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
              throw new IllegalArgumentException(
                  "[%s]: expected a file of at most %d bytes".formatted(file, MAX_BYTES));
            }
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
          } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                "[%s] can't be read: %s".formatted(file, unreadable));
          }
        });
  }

  /** A mistake whose file and line are told already. */
  private static final class Misplaced extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Misplaced(String message) {
      super(message);
    }
  }
}
