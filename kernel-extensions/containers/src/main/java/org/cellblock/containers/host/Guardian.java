package org.cellblock.containers.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.ProcessMark;
import org.cellblock.linux.Resource;
import org.cellblock.linux.Rlimit;
import org.cellblock.linux.SyscallException;

/**
 * Kills the programs that this process leaves on the host, should it be killed itself, and removes
 * its temporary files.
 *
 * <p>A program in a pid namespace of a cell's own needs none of this: the kernel ends it with the
 * namespace. One that runs on the host carries a {@link ProcessMark}, which all that it starts
 * inherit. A {@link Survivor}, started before the first such program and again should it be killed,
 * kills whatever carries a mark of this process, and removes this process's temporary directory. It
 * reads that name from its pipe, where no other user's {@code ps} sees it, before the directory is
 * made.
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
  private static Survivor survivor;

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
    survivor.lifeline().write((name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Starts the shell; another one when it was killed, and when this process ends without one. */
  private static synchronized Void watch() {
    if (survivor == null) {
      start();
      OpenThings.whenEnding(OpenThings.Stage.FILES, Guardian::watch);
    } else if (survivor.shell().poll().isPresent()) {
      replace();
    }
    return null;
  }

  private static void replace() {
    survivor.shell().close();
    survivor.lifeline().close();
    start();
  }

  private static void start() {
    survivor = Survivor.start("cellblock-guardian", SCRIPT, UNMARKED, ProcessMark.pattern());
    TOLD.forEach(Guardian::write);
  }
}
