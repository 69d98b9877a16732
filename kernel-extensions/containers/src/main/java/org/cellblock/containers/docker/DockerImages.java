package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.image.DockerArchive;
import org.cellblock.containers.image.Image;
import org.cellblock.linux.Given;

/** Brings images into an engine and out of it. */
final class DockerImages {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String DOCKERFILE = "Dockerfile";

  private final EngineApi api;

  DockerImages(EngineApi api) {
    this.api = api;
  }

  void load(Image image, String name) {
    EngineRequest request = EngineRequest.post("/images/load").query("quiet", 1).within(PATIENCE);
    String answer =
        api.call(request.tar(out -> DockerArchive.write(image, name, out)), EngineAnswer::text);
    check(request, answer);
  }

  /** Asks for what needs an image, and says what to do where it isn't there. */
  static JsonElement ask(Docker docker, EngineRequest request) {
    try {
      return docker.ask(request);
    } catch (DockerException refused) {
      if (refused.status() != 404 || !refused.engineText().contains("mage")) {
        throw refused;
      }
      throw new DockerException(
          refused.request(),
          refused.status(),
          refused.engineText()
              + "; images() lists those that are there, load(image, name) and build(name, text)"
              + " bring others");
    }
  }

  Image save(String name) {
    EngineRequest request =
        EngineRequest.get("/images/" + EngineRequest.part(ImageName.check(name)) + "/get");
    Path place = Host.temporaryDirectory("image");
    return api.call(
        request.within(PATIENCE),
        answer -> DockerArchive.read(answer.body(), place.resolve("saved")));
  }

  /** Builds with the engine's own builder; the context goes as a tar. */
  String build(String name, String dockerfile, Map<String, String> context) {
    Given.text(dockerfile, "Dockerfile");
    Given.notNull(context, "context", "names and texts of files, or none")
        .forEach((file, text) -> checkFile(file, text));
    EngineRequest request =
        EngineRequest.post("/build")
            .query("t", ImageName.tagged(name))
            .query("rm", 1)
            .query("forcerm", 1)
            .query("version", 1)
            .within(PATIENCE);
    request.tar(
        out -> {
          TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
          tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
          put(tar, DOCKERFILE, dockerfile);
          for (Map.Entry<String, String> file : context.entrySet()) {
            put(tar, file.getKey(), file.getValue());
          }
          tar.finish();
        });
    return check(request, api.call(request, EngineAnswer::text));
  }

  private static void checkFile(String file, String text) {
    Given.path(file, "file of the context");
    Given.notNull(text, "text of " + file, "what the file holds");
    if (file.equals(DOCKERFILE)
        || file.startsWith("/")
        || Path.of(file).normalize().startsWith("..")
        || file.isEmpty()) {
      throw new IllegalArgumentException(
          "file of the context [%s]: expected a relative path that leads nowhere else, not Dockerfile"
              .formatted(file));
    }
  }

  private static void put(TarArchiveOutputStream tar, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    entry.setModTime(0L); // the builder's cache is asked for the same file again
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  /** The engine answers 200, and then documents of which one may say what went wrong. */
  private static String check(EngineRequest request, String answer) {
    StringBuilder said = new StringBuilder();
    for (String line : answer.lines().toList()) {
      JsonElement document = parse(line);
      String error = EngineJson.text(document, "error");
      if (!error.isEmpty()) {
        throw new DockerException(
            request.toString(), 500, (said.isEmpty() ? "" : said.toString()) + error);
      }
      said.append(EngineJson.text(document, "stream"));
    }
    return said.toString().lines().collect(Collectors.joining("\n"));
  }

  private static JsonElement parse(String line) {
    try {
      return JsonParser.parseString(line.isBlank() ? "{}" : line);
    } catch (JsonParseException plain) {
      return EngineJson.object("stream", line);
    }
  }
}
