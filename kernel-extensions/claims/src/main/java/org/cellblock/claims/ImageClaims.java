package org.cellblock.claims;

import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.image.Image;
import org.cellblock.containers.root.Overlay;
import org.cellblock.containers.root.RootFs;

/** What is in an image, and what isn't. */
final class ImageClaims {

  private ImageClaims() {}

  private static Cell inside(RootFs root) {
    Cell cell = Trial.cell(MOUNT, PID);
    try {
      return cell.pivotRoot(root);
    } catch (RuntimeException refused) {
      cell.close();
      throw refused;
    }
  }

  @Checks("C046")
  static Evidence allFitsIntoAnImage() throws IOException {
    return Trial.temporarily(
        directory -> {
          Image image = Image.build().layer(Trial.busybox()).writeTo(directory);
          try (Cell cell = inside(image.rootFs())) {
            String mounts = Trial.in(cell, "cut", "-d", " ", "-f", "5", "/proc/self/mountinfo");
            return allFitsIntoAnImage(Trial.in(cell, "id", "-u"), mounts.lines().toList());
          }
        });
  }

  static Evidence allFitsIntoAnImage(String user, List<String> mounts) {
    return Evidence.confirmedIf(
        user.equals("0") && mounts.stream().allMatch(at -> at.matches("/|/proc(/.*)?|/dev(/.*)?")),
        "a program runs on the image's files alone; from the host are /proc and devices: %s",
        mounts);
  }

  @Checks("C047")
  static Evidence theSameEnvironmentEverywhere() throws IOException {
    return Trial.temporarily(
        directory -> {
          Image image = Image.build().layer(Trial.busybox()).writeTo(directory);
          try (Cell cell = inside(image.rootFs())) {
            return theSameEnvironmentEverywhere(
                Trial.in(cell, "uname", "-r"), image.config() + image.manifest());
          }
        });
  }

  static Evidence theSameEnvironmentEverywhere(String release, String documents) {
    return Evidence.correctedIf(
        !release.isEmpty() && !documents.contains(release),
        "inside, the kernel is %s; the image says %s of it",
        release,
        documents.contains(release) ? "the same" : "nothing");
  }

  @Checks("C070")
  static Evidence toBuildIsOnlyToAddFiles() throws IOException {
    return Trial.temporarily(
        directory -> {
          try (Overlay root = RootFs.layers(Trial.busybox());
              Cell cell = inside(root)) {
            Trial.in(cell, "rm", "/etc/group");
            Image image =
                Image.build().layer(root).layer(root.upper()).cmd("sh").writeTo(directory);
            return toBuildIsOnlyToAddFiles(
                image.files().stringColumn("path").asList(), image.command());
          }
        });
  }

  static Evidence toBuildIsOnlyToAddFiles(List<String> paths, List<String> command) {
    return Evidence.correctedIf(
        paths.contains("/etc/.wh.group") && command.equals(List.of("sh")),
        "a layer can take a file away (%s), and the configuration names the program: %s",
        paths.contains("/etc/.wh.group") ? "/etc/.wh.group" : "not here",
        command);
  }

  @Checks("C072")
  static Evidence aZippedBundleOfFiles() throws IOException {
    return Trial.temporarily(
        directory -> {
          Image image = Image.build().layer(Trial.busybox()).writeTo(directory);
          String digest = image.layers().stringColumn("digest").get(0).substring(7);
          Path blob = directory.resolve("blobs/sha256").resolve(digest);
          String sum = Trial.onHost("sha256sum", blob.toString());
          return aZippedBundleOfFiles(
              sum.startsWith(digest), Trial.onHost("tar", "-tzf", blob.toString()).lines().count());
        });
  }

  static Evidence aZippedBundleOfFiles(boolean digestFits, long entries) {
    return Evidence.confirmedIf(
        digestFits && entries > 0,
        "tar lists %d entries of the layer's zipped file, whose name %s its SHA-256",
        entries,
        digestFits ? "is" : "is not");
  }

  @Checks("C060")
  static Evidence distributionsDifferInTheirFiles() throws IOException {
    return Trial.temporarily(
        directory -> {
          Path other = release(directory, "other");
          String first = look(RootFs.layers(Trial.busybox(), release(directory, "first")));
          return distributionsDifferInTheirFiles(
              first.split("\n"), look(RootFs.layers(Trial.busybox(), other)).split("\n"));
        });
  }

  /** Compares what two roots say: the distribution's name, then the kernel's release. */
  static Evidence distributionsDifferInTheirFiles(String[] one, String[] two) {
    return Evidence.confirmedIf(
        !one[0].equals(two[0]) && one[1].equals(two[1]),
        "the file /etc/os-release says %s and %s; the kernel says %s and %s",
        one[0],
        two[0],
        one[1],
        two[1]);
  }

  private static Path release(Path directory, String name) {
    try {
      Path etc = Files.createDirectories(directory.resolve(name + "/etc"));
      Files.writeString(etc.resolve("os-release"), "ID=" + name + "\n");
      return etc.getParent();
    } catch (IOException unwritable) {
      throw new java.io.UncheckedIOException(unwritable);
    }
  }

  private static String look(Overlay root) {
    try (root;
        Cell cell = inside(root)) {
      return Trial.shellIn(cell, "cat /etc/os-release; uname -r");
    }
  }

  @Checks("C073")
  static Evidence nothingBoots() {
    try (Cell cell = Trial.container()) {
      return nothingBoots(
          Trial.in(cell, "grep", "btime", "/proc/stat"),
          Trial.onHost("grep", "btime", "/proc/stat"));
    }
  }

  static Evidence nothingBoots(String inside, String outside) {
    return Evidence.confirmedIf(
        inside.equals(outside), "the kernel booted at: inside %s, outside %s", inside, outside);
  }
}
