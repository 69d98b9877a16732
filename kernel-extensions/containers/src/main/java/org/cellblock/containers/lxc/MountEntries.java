package org.cellblock.containers.lxc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cellblock.linux.FileStatus;
import org.cellblock.linux.Given;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.RootPlace;
import org.cellblock.linux.SyscallException;

/**
 * Checks the places of {@code lxc.mount.entry} and of the file that {@code lxc.mount.fstab} names,
 * included files too: with {@code create=dir}, LXC makes them on the host where dots or a link of
 * the root lead there.
 */
final class MountEntries {

  private static final String ENTRY = "lxc.mount.entry";
  private static final String FSTAB = "lxc.mount.fstab";
  private static final String INCLUDE = "lxc.include";

  private final Set<Path> read = new HashSet<>();
  private final List<String> entries = new ArrayList<>();

  private MountEntries() {}

  /** Throws for an entry whose place is not plainly in the root. */
  static void check(LxcConfig config, Path rootfs) {
    MountEntries all = new MountEntries();
    all.collect(config.text().lines());
    try (RootDirectory root = RootDirectory.open(rootfs)) {
      all.entries.forEach(entry -> check(root, rootfs.toString(), entry));
    }
  }

  private void collect(Stream<String> lines) {
    for (String line : (Iterable<String>) lines.map(String::strip)::iterator) {
      String[] words = line.split("\\s*=\\s*", 2);
      String value = words.length < 2 ? "" : words[1];
      if (value.isEmpty()) {
        continue;
      }
      switch (words[0]) {
        case ENTRY -> entries.add(value);
        case FSTAB ->
            lines(Given.path(value, FSTAB))
                .filter(each -> !each.startsWith("#"))
                .forEach(this::add);
        case INCLUDE -> files(Given.path(value, INCLUDE)).forEach(each -> collect(lines(each)));
        default -> {
          // no key that mounts
        }
      }
    }
  }

  private void add(String entry) {
    if (!entry.isBlank()) {
      entries.add(entry.strip());
    }
  }

  /**
   * LXC includes a file, or all of a directory whose names end in .conf; each is read once here.
   */
  private Stream<Path> files(Path path) {
    File[] inside = path.toFile().listFiles((directory, name) -> name.endsWith(".conf"));
    Stream<Path> all = inside == null ? Stream.of(path) : Stream.of(inside).map(File::toPath);
    return all.filter(each -> read.add(each.toAbsolutePath().normalize()));
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream();
    } catch (NoSuchFileException absent) {
      return Stream.empty(); // LXC says so itself
    } catch (IOException unreadable) {
      throw new UncheckedIOException("read " + file, unreadable);
    }
  }

  private static void check(RootDirectory root, String rootfs, String entry) {
    String[] fields = entry.split("\\s+");
    String place = fields.length < 2 ? "" : decoded(fields[1]);
    String inside = place.startsWith(rootfs) ? place.substring(rootfs.length()) : place;
    StringBuilder way = new StringBuilder();
    for (String name : inside.split("/")) {
      if (name.equals("..")) {
        throw refused(entry, "it has dots that lead up; expected a place below the root");
      }
      way.append('/').append(name);
      if (!name.isEmpty() && !name.equals(".") && isLink(root, way.toString())) {
        throw refused(
            entry,
            "[%s] is a symbolic link in the root; expected a directory"
                .formatted(way.toString().replaceFirst("^/+", "")));
      }
    }
  }

  private static boolean isLink(RootDirectory root, String path) {
    try (RootPlace place = root.place(path)) {
      return place.status().filter(FileStatus::isLink).isPresent();
    } catch (SyscallException refused) {
      if (refused.errnoName().equals("ENOENT")) {
        return false; // below what isn't there is no link
      }
      throw refused;
    }
  }

  /** As getmntent(3) reads a field. */
  private static String decoded(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  private static IllegalArgumentException refused(String entry, String why) {
    return new IllegalArgumentException("mount [%s]: %s".formatted(entry, why));
  }
}
