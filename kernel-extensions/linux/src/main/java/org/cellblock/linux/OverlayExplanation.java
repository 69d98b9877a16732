package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What explains a refused overlay: its directories, looked at again. The kernel says EINVAL to most
 * of it, and tells the reason to dmesg alone.
 */
final class OverlayExplanation {

  /** 5.11, in thousands and ones. */
  private static final int FIRST_FOR_USERS = 5_011;

  private static final String SEE = "; see mount(8), overlay";

  private OverlayExplanation() {}

  /** Explains an answer to a mount with these options, or leaves it as it is. */
  static Explanation of(String errno, String data) {
    if (data == null) {
      return Explanation.NONE;
    }
    return switch (errno) {
      case "EINVAL" -> invalid(data);
      case "ENOENT" -> absent(data);
      case "ELOOP" ->
          new Explanation(
              "",
              "not the links: a directory is in the overlay twice, or one is inside another" + SEE);
      case "EPERM" -> denied(System.getProperty("os.version"));
      default -> Explanation.NONE;
    };
  }

  private static Explanation invalid(String data) {
    Optional<Path> upper = option(data, "upperdir").map(OverlayExplanation::path);
    Optional<Path> work = option(data, "workdir").map(OverlayExplanation::path);
    if (upper.isEmpty() || work.isEmpty()) {
      return upper.isEmpty() && work.isEmpty()
          ? Explanation.NONE
          : new Explanation(
              "of upperdir and workdir, one is missing", "overlay wants both, or neither" + SEE);
    }
    return invalid(upper.get(), work.get());
  }

  private static Explanation invalid(Path upper, Path work) {
    String upperType = fileSystem(upper);
    String workType = fileSystem(work);
    String evidence = "upperdir is on %s, workdir on %s".formatted(upperType, workType);
    if (!device(upper).equals(device(work))) {
      return new Explanation(
          evidence + (upperType.equals(workType) ? ", each its own" : ""),
          "put upper and work in the same file system" + SEE);
    }
    if (upper.startsWith(work) || work.startsWith(upper)) {
      return new Explanation(
          "of upperdir and workdir, one is inside the other", "put them side by side" + SEE);
    }
    return upperType.equals("overlay")
        ? new Explanation(evidence, "an overlay can't be the upper of another: use a tmpfs" + SEE)
        : Explanation.NONE;
  }

  private static Explanation absent(String data) {
    List<String> missing =
        Stream.concat(
                option(data, "lowerdir").stream().flatMap(OverlayExplanation::splitted),
                Stream.of("upperdir", "workdir").flatMap(key -> option(data, key).stream()))
            .filter(directory -> !Files.isDirectory(path(directory)))
            .toList();
    return missing.isEmpty()
        ? Explanation.NONE
        : new Explanation(
            "no directory: " + String.join(", ", missing), "make the directories first" + SEE);
  }

  /** Blames the kernel's age where it is old; a young one lacks a capability. */
  static Explanation denied(String release) {
    String[] numbers = release.split("[.-]", 3);
    int version = Integer.parseInt(numbers[0]) * 1000 + Integer.parseInt(numbers[1]);
    return version >= FIRST_FOR_USERS
        ? Explanation.NONE
        : new Explanation(
            "this is Linux " + release,
            "before Linux 5.11 only root may mount an overlay: be root, or use RootFs.busybox()"
                + " without layers"
                + SEE);
  }

  /** Finds the value of one option; commas within it have a backslash before them. */
  private static Optional<String> option(String data, String key) {
    return Stream.of(data.split("(?<!\\\\),"))
        .filter(option -> option.startsWith(key + "="))
        .map(option -> option.substring(key.length() + 1))
        .map(value -> key.equals("lowerdir") ? value : unescape(value))
        .findFirst();
  }

  private static Stream<String> splitted(String lower) {
    return Stream.of(lower.split("(?<!\\\\):+")).map(OverlayExplanation::unescape);
  }

  private static Path path(String directory) {
    return Given.path(directory, "directory of an overlay");
  }

  private static String unescape(String value) {
    return value.replaceAll("\\\\(.)", "$1");
  }

  private static String fileSystem(Path directory) {
    String device = device(directory);
    int tid = Native.LIBC.gettid();
    List<String> mounts = new ArrayList<>();
    try {
      mounts.addAll(
          HostThread.call(
              () -> Files.readAllLines(Path.of("/proc/self/task/" + tid + "/mountinfo"))));
    } catch (IOException noProc) {
      return "device " + device;
    }
    return mounts.stream()
        .filter(line -> line.split(" ")[2].equals(device))
        .map(line -> line.substring(line.indexOf(" - ") + 3).split(" ")[0])
        .findFirst()
        .orElse("device " + device);
  }

  /** Returns the device as mountinfo writes it, or "none" for what isn't there. */
  private static String device(Path directory) {
    try {
      long device = (Long) Files.getAttribute(directory, "unix:dev");
      long major = (device >> 8 & 0xfff) | (device >> 32 & ~0xfffL);
      long minor = (device & 0xff) | (device >> 12 & ~0xffL);
      return major + ":" + (minor & 0xffffffffL);
    } catch (IOException absent) {
      return "none";
    }
  }
}
