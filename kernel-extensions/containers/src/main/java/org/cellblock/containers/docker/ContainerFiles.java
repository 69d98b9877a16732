package org.cellblock.containers.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;

/** Copies files between the host and a container; the engine wants and gives tars. */
final class ContainerFiles {

  private final ContainerApi api;

  private ContainerFiles(ContainerApi api) {
    this.api = api;
  }

  static ContainerFiles in(ContainerApi api) {
    return new ContainerFiles(api);
  }

  void put(Path file, String directory) {
    String name = HostThread.call(() -> nameOf(file));
    EngineRequest request = api.put("/archive").query("path", Given.text(directory, "directory"));
    api.api()
        .ask(
            request.tar(
                out -> {
                  TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
                  tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                  tar.putArchiveEntry(new TarArchiveEntry(file.toFile(), name));
                  Files.copy(file, tar);
                  tar.closeArchiveEntry();
                  tar.finish();
                }));
  }

  private static String nameOf(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "file [%s]: expected a file of the host that exists".formatted(file));
    }
    return file.getFileName().toString();
  }

  void get(String file, Path target) {
    EngineRequest request = api.get("/archive").query("path", Given.text(file, "file"));
    api.api().call(request, answer -> write(file, answer, target));
  }

  /** Beside the target first: what is cut off leaves nothing. */
  private static Path write(String file, EngineAnswer answer, Path target) {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(answer.body(), "UTF-8")) {
      TarArchiveEntry entry = tar.getNextEntry();
      if (entry == null || !entry.isFile()) {
        throw new IllegalArgumentException(
            "file [%s]: expected a file, no directory and no link".formatted(file));
      }
      Path directory = target.toAbsolutePath().getParent();
      Path draft = Files.createTempFile(directory, ".copy-", "");
      try {
        Files.copy(tar, draft, StandardCopyOption.REPLACE_EXISTING);
        return Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("copy %s to %s".formatted(file, target), failed);
    }
  }
}
