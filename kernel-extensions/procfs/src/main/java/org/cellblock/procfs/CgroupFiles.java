package org.cellblock.procfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Given;

/**
 * Reads the control files of one cgroup, in the forms that the kernel has for them. A cgroup that
 * vanishes while it is read has no files, which is never an error.
 *
 * @param directory the cgroup's directory, as {@link Hierarchy#directory} finds it
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 */
public record CgroupFiles(Path directory) {

  /** Checks that the directory is an absolute path. */
  public CgroupFiles {
    if (directory == null || !directory.isAbsolute()) {
      throw new IllegalArgumentException(
          "cgroup [%s]: expected an absolute path below /sys/fs/cgroup".formatted(directory));
    }
  }

  /**
   * Reads a file.
   *
   * @param file its name, for example {@code memory.max}
   * @return its text without the last newline; nothing when there is no such file
   * @throws IllegalArgumentException for anything but a name, such as a path
   */
  public Optional<String> read(String file) {
    Given.fileName(file, "control file", "memory.max");
    try (DirectoryFd root = DirectoryFd.open("/")) {
      return root.read(directory.toString().substring(1) + "/" + file).map(String::strip);
    }
  }

  /**
   * Reads a number.
   *
   * @param file its name, for example {@code pids.current}
   * @return the number; nothing when there is no such file, or a word in it, or more than 64 bits
   */
  public Optional<Long> number(String file) {
    return read(file).flatMap(CgroupFiles::parse);
  }

  /**
   * Reads a file of lines with a key and a number each.
   *
   * @param file its name, for example {@code cpu.stat}
   * @return the numbers by key, in the kernel's order, those from 2^63 on as negative ones; none
   *     when there is no such file
   */
  public Map<String, Long> keyed(String file) {
    return parseKeyed(read(file).orElse(""));
  }

  /**
   * Reads a file of words.
   *
   * @param file its name, for example {@code cgroup.controllers}
   * @return the words, sorted; none when there is no such file
   */
  public Set<String> words(String file) {
    return Membership.words(read(file).orElse("").replace('\n', ' '), " ");
  }

  /**
   * Reads {@code cgroup.procs}: the processes of this cgroup, without those of its children.
   *
   * @return their ids; none when there is no such file
   * @throws IllegalArgumentException when the directory is no cgroup, and the file another one
   */
  public List<Long> processes() {
    return read("cgroup.procs").orElse("").lines().map(this::process).toList();
  }

  private long process(String line) {
    return parse(line)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s/cgroup.procs [%s]: expected the id of a process; is this a cgroup?"
                        .formatted(directory, line)));
  }

  /** Lists the child cgroups, by name. */
  public List<CgroupFiles> children() {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, Files::isDirectory)) {
      all.forEach(children::add);
    } catch (NoSuchFileException vanished) {
      return List.of();
    } catch (DirectoryIteratorException | IOException unreadable) {
      throw new UncheckedIOException("list " + directory, asIo(unreadable));
    }
    return children.stream().sorted().map(CgroupFiles::new).toList();
  }

  static Map<String, Long> parseKeyed(String text) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ");
      if (words.length == 2) {
        parse(words[1]).ifPresent(number -> values.put(words[0], number));
      }
    }
    return values;
  }

  /** Beyond 2^63 are counters of the kernel's that have become negative. */
  private static Optional<Long> parse(String text) {
    try {
      return Optional.of(
          text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text));
    } catch (NumberFormatException word) {
      return Optional.empty();
    }
  }

  private static IOException asIo(Exception unreadable) {
    return unreadable instanceof IOException io ? io : (IOException) unreadable.getCause();
  }
}
