package org.cellblock.jupyter.lab;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.labs.Lab;

/** Where a learner's answers to a lab are kept: beside its starter, in the checkout. */
public final class AnswerFile {
  private AnswerFile() {}

  /**
   * Finds the place for the answers to a lab.
   *
   * @param lab the lab
   * @return {@code labs/NN_topic/answer.jsh} of the checkout that this jar or the working directory
   *     lies in
   * @throws IllegalArgumentException when neither lies in a checkout
   */
  public static Path of(Lab lab) {
    return Stream.of(jar(), Path.of(""))
        .map(place -> checkout(place, lab))
        .flatMap(Optional::stream)
        .findFirst()
        .map(folder -> folder.resolve("answer.jsh"))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no checkout with labs/%s here: name the file".formatted(lab.folder())));
  }

  /**
   * Writes the starter of a lab to a file that doesn't exist yet.
   *
   * @param lab the lab
   * @param file where to
   * @throws IllegalArgumentException when the file exists, which stays as it is, and when it can't
   *     be written
   */
  public static void start(Lab lab, Path file) {
    try {
      Files.writeString(file, lab.starter(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException exists) {
      throw new IllegalArgumentException(file + " exists, and is left as it is", exists);
    } catch (IOException refused) {
      removeHalf(file);
      throw new IllegalArgumentException(
          "%s can't be written (%s): expected a name in a directory that exists and is yours"
              .formatted(file, reason(refused)),
          refused);
    }
  }

  /** On a full disk the file is there and empty: the next start would leave it as it is. */
  private static void removeHalf(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException neverMade) {
      // where it can't be made, there is nothing to remove either
    }
  }

  private static String reason(IOException refused) {
    String said =
        refused instanceof FileSystemException named ? named.getReason() : refused.getMessage();
    return said == null ? refused.getClass().getSimpleName() : said;
  }

  private static Optional<Path> checkout(Path place, Lab lab) {
    Path here = place.toAbsolutePath();
    while (here != null) {
      Path folder = here.resolve("labs").resolve(lab.folder());
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
      here = here.getParent();
    }
    return Optional.empty();
  }

  private static Path jar() {
    try {
      return Path.of(AnswerFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
