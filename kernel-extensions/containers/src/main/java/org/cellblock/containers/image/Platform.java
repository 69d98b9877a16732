package org.cellblock.containers.image;

import java.util.Map;

/** What images call this machine: the names are those of the Go language. */
final class Platform {

  private static final Map<String, String> NAMES =
      Map.of("x86_64", "amd64", "aarch64", "arm64", "i386", "386");

  static final String OS = "linux";

  private Platform() {}

  static String architecture() {
    String arch = System.getProperty("os.arch");
    return NAMES.getOrDefault(arch, arch);
  }
}
