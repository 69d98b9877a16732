package org.cellblock.containers.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.Child;
import org.cellblock.linux.Fd;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.NullDevice;
import org.cellblock.linux.Pipe;
import org.cellblock.linux.ProcessMark;
import org.cellblock.linux.Resource;
import org.cellblock.linux.Rlimit;
import org.cellblock.linux.SpawnRequest;
import org.cellblock.linux.SyscallException;

/**
 * Kills the programs that this process leaves on the host, should it be killed itself, and removes
 * its temporary files.
 *
 * <p>A program in a pid namespace of a cell's own needs none of this: the kernel ends it with the
 * namespace. One that runs on the host carries a {@link ProcessMark}, which all that it starts
 * inherit. A shell, started before the first such program and again should it be killed, reads from
 * a pipe that breaks when this process ends, however it ends; it then kills whatever carries a mark
 * of this process, and removes this process's temporary directory. It reads that name from the
 * pipe, where no other user's {@code ps} sees it, before the directory is made.
 */
final class Guardian {

  private static final String SCRIPT =
      """
      mark=$1
      shift
      while IFS= read -r directory; do set -- "$@" "$directory"; done
      for round in 1 2 3 4 5 6 7 8 9 10; do
        marked=$(grep -lsE "$mark" /proc/[0-9]*/limits)
        for file in $marked; do
          pid=${file#/proc/}
          kill -9 "${pid%/limits}"
        done
        for directory; do
          [ -L "$directory" ] || [ ! -O "$directory" ] || rm -rf -- "$directory"
        done
        [ "$marked" ] || [ "$round" -lt 3 ] || break
        sleep 0.1
      done
      """;

  private static final List<Path> TOLD = new ArrayList<>();

  private static TemporaryDirectory directory;
  private static Child shell;
  private static Fd lifeline;

  /** A cell that this process may run in must not find it: it has the last word. */
  private static final List<Rlimit> UNMARKED =
      List.of(new Rlimit(Resource.RLIMIT_LOCKS, Rlimit.UNLIMITED, Rlimit.UNLIMITED));

  private Guardian() {}

  /** Has the guardian watch from now on. */
  static void watchOver() {
    HostThread.call(Guardian::watch);
  }

  /**
   * Returns a directory that only this user may enter; the guardian removes it with all that is in
   * it.
   *
   * @throws IllegalStateException where another user could exchange it
   */
  static Path directory() {
    return HostThread.call(Guardian::makeDirectory);
  }

  private static synchronized Path makeDirectory() {
    watch();
    if (directory != null && !directory.isThere()) {
      directory.close();
      directory = null;
    }
    if (directory == null) {
      directory = TemporaryDirectory.make(Guardian::tell);
    }
    return directory.path();
  }

  /** Tells the shell what it will have to remove; one that was killed meanwhile is replaced. */
  private static void tell(Path name) {
    TOLD.add(name);
    try {
      write(name);
    } catch (SyscallException killed) {
      replace();
    }
  }

  private static void write(Path name) {
    lifeline.write((name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Starts the shell; another one when it was killed, and when this process ends without one. */
  private static synchronized Void watch() {
    if (shell == null) {
      start();
      OpenThings.whenEnding(OpenThings.Stage.FILES, Guardian::watch);
    } else if (shell.poll().isPresent()) {
      replace();
    }
    return null;
  }

  private static void replace() {
    shell.close();
    lifeline.close();
    start();
  }

  private static void start() {
    Pipe pipe = Pipe.open();
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");
    List<String> argv = List.of("sh", "-c", SCRIPT, "cellblock-guardian", ProcessMark.pattern());
    try (Fd stdin = pipe.readEnd();
        Fd nowhere = NullDevice.openForWriting()) {
      SpawnRequest request =
          new SpawnRequest(
              "sh", argv, environment, stdin, nowhere, nowhere, List.of(), UNMARKED, null);
      shell = Child.spawn(request);
      lifeline = pipe.writeEnd();
      TOLD.forEach(Guardian::write);
    } catch (SyscallException refused) {
      pipe.close();
      throw refused;
    }
  }
}
