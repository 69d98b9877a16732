package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which processes Cellblock started, as the host counts them: those that descend from this one,
 * that carry its {@link ProcessMark}, or that are in a cgroup that it made.
 */
final class OwnProcess {

  private static final int PARENT = 1;
  private static final int GROUP = 2;

  private OwnProcess() {}

  /** Says whether a process is one of ours, this one left out; no when there is none. */
  static boolean is(long pid) {
    long self = ProcessHandle.current().pid();
    return HostThread.call(
        () -> {
          if (pid != self && (ProcessMark.isOurs(pid) || Owned.isInCgroup(pid))) {
            return true;
          }
          long at = pid;
          for (Optional<Long> up = Optional.of(pid); up.isPresent(); up = stat(at, PARENT)) {
            at = up.get();
            if (at == self) {
              return pid != self;
            }
          }
          return false;
        });
  }

  /** Says whether a process group is ours: its leader is, or all that are left without it. */
  static boolean isGroup(long group) {
    if (exists(group)) {
      return is(group);
    }
    try (Stream<Path> all = HostThread.call(() -> Files.list(Path.of("/proc")))) {
      return all.map(each -> each.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .map(Long::parseLong)
          .filter(pid -> HostThread.call(() -> stat(pid, GROUP)).orElse(0L) == group)
          .allMatch(OwnProcess::is);
    } catch (IOException noProc) {
      return false;
    }
  }

  static boolean exists(long pid) {
    return HostThread.call(() -> Files.exists(Path.of("/proc", Long.toString(pid))));
  }

  /** Reads a number that stands behind the name, which may have any character in it. */
  private static Optional<Long> stat(long pid, int field) {
    try {
      String text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return Optional.of(Long.parseLong(words[field])).filter(number -> number > 0);
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
