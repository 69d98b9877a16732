package org.cellblock.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the user's cache lies; somebody without a home that can be written has one for a while. */
final class CacheDirectory {

  private static final Lazy<Path> OF_THE_USER = new Lazy<>(() -> make(System.getenv()));

  private CacheDirectory() {}

  static Path ofTheUser() {
    return OF_THE_USER.get();
  }

  static Path make(Map<String, String> environment) {
    Path wanted = wanted(environment);
    try {
      if (Files.isWritable(Files.createDirectories(wanted))) {
        return wanted;
      }
    } catch (IOException noHome) {
      // containers and services often run as somebody who has none
    }
    return Host.temporaryDirectory("cache");
  }

  private static Path wanted(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return cache.isEmpty()
        ? Path.of(home, ".cache", "cellblock").toAbsolutePath()
        : Path.of(cache, "cellblock").toAbsolutePath();
  }
}
