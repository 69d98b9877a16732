package org.cellblock.containers.jail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.cellblock.linux.HostThread;

/**
 * The files of a jail.conf and of its {@code .include} statements.
 *
 * <p>A name that begins with no slash is looked for beside the file that names it. In each of its
 * parts {@code * ? [}] stand for what glob(3) has them stand for; nothing found is nothing read.
 *
 * @see <a href="https://man.freebsd.org/cgi/man.cgi?query=jail.conf&amp;sektion=5">jail.conf(5)</a>
 */
final class Includes {

  /** As many files in files as jail(8) reads. */
  static final int MAX_DEPTH = 32;

  /** Of files that include each other twice there would be 2^32. */
  private static final int MAX_FILES = 1_000;

  private static final int MAX_BYTES = 1 << 20;
  private static final String WILD = "*?[{";

  private int count;

  /** Reads the first file. */
  ConfFile read(Path path) {
    return read(path, Place.NONE);
  }

  /** Reads the files that a statement names, in the order of their names. */
  List<ConfFile> read(String pattern, ConfFile from, Place place) {
    if (from.path() == null) {
      throw place.error(
          "[.include] reads other files, and this text is in none: Jails.read(path) knows where to"
              + " look");
    }
    Path whole = from.path().resolveSibling(pattern);
    List<ConfFile> files = new ArrayList<>();
    for (Path path : HostThread.call(() -> found(whole, place))) {
      files.add(read(path, place));
    }
    return files;
  }

  private ConfFile read(Path path, Place place) {
    if (++count > MAX_FILES) {
      throw place.error("[%s] is the %dth file: expected fewer", path, count);
    }
    byte[] bytes = HostThread.call(() -> bytes(path, place));
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new ConfFile(path.toString(), text, path);
    } catch (CharacterCodingException otherCharset) {
      throw place.error("[%s] isn't UTF-8: save it so", path);
    }
  }

  private static byte[] bytes(Path path, Place place) {
    if (!Files.isRegularFile(path)) {
      throw place.error("[%s]: expected a file that is there", path);
    }
    try (InputStream file = Files.newInputStream(path)) {
      byte[] bytes = file.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw place.error("[%s] is longer than %d bytes: expected a jail.conf", path, MAX_BYTES);
      }
      return bytes;
    } catch (IOException unreadable) {
      throw place.error("[%s] can't be read: %s", path, unreadable);
    }
  }

  private static List<Path> found(Path pattern, Place place) {
    List<Path> found = new ArrayList<>();
    found.add(pattern.isAbsolute() ? pattern.getRoot() : Path.of(""));
    for (Path part : pattern) {
      List<Path> next = new ArrayList<>();
      found.forEach(directory -> next.addAll(below(directory, part.toString(), place)));
      found.clear();
      found.addAll(next);
      if (found.size() > MAX_FILES) {
        throw place.error("[%s] names more than %d files: expected fewer", pattern, MAX_FILES);
      }
    }
    return found;
  }

  private static List<Path> below(Path directory, String part, Place place) {
    if (part.chars().noneMatch(each -> WILD.indexOf(each) >= 0)) {
      return List.of(directory.resolve(part));
    }
    Path listed = directory.toString().isEmpty() ? Path.of(".") : directory;
    if (!Files.isDirectory(listed)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(listed)) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
      return entries
          .map(Path::getFileName)
          .filter(name -> part.startsWith(".") || !name.toString().startsWith("."))
          .filter(matcher::matches)
          .sorted()
          .map(directory::resolve)
          .toList();
    } catch (IOException unreadable) {
      throw place.error("[%s] can't be read: %s", directory, unreadable);
    } catch (PatternSyntaxException wrong) {
      throw place.error("[%s] is no pattern of glob(3): %s", part, wrong.getDescription());
    }
  }
}
