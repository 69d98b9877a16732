package org.cellblock.containers.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.cellblock.linux.Others;
import org.cellblock.linux.SyscallException;

/**
 * Where the user's cache lies; somebody without a home of their own that can be written has one for
 * a while. What another user could write to or exchange is never used.
 */
final class CacheDirectory {

  private static final Lazy<Path> OF_THE_USER = new Lazy<>(() -> make(System.getenv()));

  private CacheDirectory() {}

  static Path ofTheUser() {
    return OF_THE_USER.get();
  }

  static Path make(Map<String, String> environment) {
    if (!isHomeThere(environment)) {
      return Host.temporaryDirectory("cache");
    }
    Path wanted = wanted(environment);
    try {
      if (Others.exchange(firstThatIsThere(wanted)).isEmpty()) {
        Path made = Files.createDirectories(wanted, TemporaryDirectory.MODE).toRealPath();
        if (Others.write(made).isEmpty()
            && Others.exchange(wanted).isEmpty()
            && Files.isWritable(made)) {
          return made;
        }
      }
    } catch (IOException | SyscallException noHome) {
      // containers and services often run as somebody who has none
    }
    return Host.temporaryDirectory("cache");
  }

  /** Nothing is made where another user wants it: this looks before, at links too. */
  private static Path firstThatIsThere(Path wanted) {
    Path there = wanted;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    return there;
  }

  /** A home that isn't there is nobody's to make; the specification lets a cache be made. */
  private static boolean isHomeThere(Map<String, String> environment) {
    String home = home(environment);
    return !cache(environment).isEmpty()
        || home.startsWith("/") && Files.isDirectory(Path.of(home));
  }

  private static Path wanted(Map<String, String> environment) {
    String cache = cache(environment);
    return cache.isEmpty()
        ? Path.of(home(environment), ".cache", "cellblock").toAbsolutePath()
        : Path.of(cache, "cellblock").toAbsolutePath();
  }

  private static String home(Map<String, String> environment) {
    return environment.getOrDefault("HOME", System.getProperty("user.home"));
  }

  /** A relative path is to be ignored, says the XDG Base Directory Specification. */
  private static String cache(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    return cache.startsWith("/") ? cache : "";
  }
}
