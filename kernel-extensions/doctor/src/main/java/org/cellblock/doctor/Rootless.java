package org.cellblock.doctor;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Starts this program again as the notebook kernel would be started for an ordinary user. */
public final class Rootless {

  private static final List<String> NAMESPACE =
      List.of("unshare", "--user", "--map-root-user", "--mount", "--propagation", "private");

  /** The probes have bounds of their own, which are a good deal shorter together. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Rootless() {}

  /**
   * Runs this jar in a user namespace of its own, where this process has no privilege and the
   * kernel allows one.
   *
   * @param words the program's words
   * @return the other process's exit status; empty where this one is as good
   * @throws IOException when it can't be started
   * @throws IllegalStateException when it hasn't ended in time; it is killed
   * @throws InterruptedException when the calling thread is interrupted; it is ended
   */
  public static OptionalInt run(String... words) throws IOException, InterruptedException {
    if (Privilege.ofThisProcess().sysAdmin()
        || !Quietly.run("sh", "-c", String.join(" ", NAMESPACE) + " true").succeeded()) {
      return OptionalInt.empty();
    }
    List<String> command = new ArrayList<>(NAMESPACE);
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(options());
    command.addAll(List.of("-jar", jar()));
    command.addAll(List.of(words));
    return OptionalInt.of(status(new ProcessBuilder(command).inheritIO(), PATIENCE));
  }

  static int status(ProcessBuilder command, Duration patience)
      throws IOException, InterruptedException {
    Process process = command.start();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "doctor in a user namespace: expected its end within %d s: killed; is there a probe"
                    .formatted(patience.toSeconds())
                + " that hangs?");
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The options that this JVM was started with, as the command line tells them. */
  private static List<String> options() {
    List<String> words = List.of(ProcessHandle.current().info().arguments().orElse(new String[0]));
    return words.contains("-jar") ? words.subList(0, words.indexOf("-jar")) : List.of();
  }

  private static String jar() {
    try {
      return Path.of(Rootless.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
