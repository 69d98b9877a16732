package org.cellblock.labs.namespaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A process that the learner named, as /proc has it. */
record Sleeper(long pid, String command, List<Long> pids) {

  /** Reads the command and the line {@code NSpid:}; both are empty where no process is. */
  static Sleeper read(long pid) {
    Path proc = Path.of("/proc/" + pid);
    try {
      String command = Files.readString(proc.resolve("cmdline")).replace('\0', ' ').strip();
      List<Long> pids =
          Files.readAllLines(proc.resolve("status")).stream()
              .filter(line -> line.startsWith("NSpid:\t"))
              .flatMap(line -> List.of(line.substring("NSpid:\t".length()).split("\t")).stream())
              .map(Long::valueOf)
              .toList();
      return new Sleeper(pid, command, pids);
    } catch (NoSuchFileException absent) {
      return new Sleeper(pid, "", List.of());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  boolean isOneOfOurs() {
    return command.equals(Sleepers.COMMAND);
  }

  long innermost() {
    return pids.get(pids.size() - 1);
  }

  @Override
  public String toString() {
    if (pids.isEmpty()) {
      return "%d; no process has this pid".formatted(pid);
    }
    if (!isOneOfOurs()) {
      return "%d; its command is [%s]".formatted(pid, command);
    }
    String numbers = pids.stream().map(String::valueOf).reduce((a, b) -> a + " " + b).orElse("");
    String inside = innermost() == 1 ? "it is 1" : "it is %d, not 1".formatted(innermost());
    return "%d; its NSpid is \"%s\", so inside %s".formatted(pid, numbers, inside);
  }
}
