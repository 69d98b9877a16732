package org.cellblock.containers.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;

/**
 * The machine that the notebook kernel runs on, or its user namespace in rootless mode; wherever
 * these methods are called from, they act there.
 */
public final class Host {

  /** In bytes, with a number behind it, this is less than a file's name may have. */
  private static final int LONGEST = 50;

  private Host() {}

  /**
   * Runs a program on the host and waits until it has ended.
   *
   * @param program a path, or a name to be found in the {@code PATH}
   * @param arguments what it gets, each as it stands: no shell reads them
   * @return what it wrote and how it ended
   * @throws org.cellblock.linux.SyscallException ENOENT when there is no such program
   * @throws java.util.concurrent.CancellationException when the waiting thread is interrupted; the
   *     program is killed
   */
  public static Output run(String program, String... arguments) {
    return spawn(program, arguments).waitFor();
  }

  /**
   * Starts a program on the host and goes on; it is killed when the notebook kernel ends.
   *
   * @param program a path, or a name to be found in the {@code PATH}
   * @param arguments what it gets
   * @return the running program
   * @throws org.cellblock.linux.SyscallException ENOENT when there is no such program
   */
  public static Program start(String program, String... arguments) {
    return spawn(program, arguments).drained();
  }

  /**
   * Makes an empty directory on the host that only this user may enter; it is removed with all that
   * is in it when the notebook kernel ends, however it ends.
   *
   * @param name what its own name begins with
   * @return an absolute path, below {@code java.io.tmpdir}
   * @throws UncheckedIOException when there is no room or no right to write
   * @throws IllegalStateException where another user could exchange it for another directory
   * @throws IllegalArgumentException for a name with a slash, or of more than 50 characters
   */
  public static Path temporaryDirectory(String name) {
    Given.path(name, "directory name");
    if (name.contains("/") || name.length() > LONGEST) {
      throw new IllegalArgumentException(
          "directory name [%s]: expected at most %d characters, and no slash"
              .formatted(name, LONGEST));
    }
    return HostThread.call(() -> makeDirectory(name));
  }

  /**
   * Returns the directory for what is worth keeping from one notebook kernel to the next.
   *
   * @return {@code $XDG_CACHE_HOME/cellblock} or {@code ~/.cache/cellblock}, made where it is
   *     missing; where it can't be written, or another user could write to it or exchange it, a
   *     temporary directory
   * @throws UncheckedIOException when that can't be made either
   */
  public static Path cacheDirectory() {
    return CacheDirectory.ofTheUser();
  }

  /** Returns the host's name, as gethostname(2) answers on the host. */
  public static String hostname() {
    return HostThread.call(Linux::gethostname);
  }

  private static Path makeDirectory(String name) {
    try {
      return Files.createTempDirectory(Guardian.directory(), name + "-");
    } catch (IOException unwritable) {
      throw TemporaryDirectory.unwritable(unwritable);
    }
  }

  private static Program spawn(String program, String... arguments) {
    Launch launch = Launch.onHost(List.of());
    return HostThread.call(() -> launch.start(program, arguments));
  }
}
