package org.cellblock.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that may tell why a call hangs, of one moment: what the other callers do, all threads with
 * what they wait for, in Java and in the kernel, and the processes that are there.
 */
final class Hang {

  private static final int CALLS_BEFORE = 6;
  private static final List<String> OF_THE_JVM =
      List.of(
          "Reference Handler",
          "Finalizer",
          "Signal Dispatcher",
          "Common-Cleaner",
          "Notification Thread");

  private Hang() {}

  static String report(Caller hung, List<Caller> all) {
    StringBuilder text = new StringBuilder(hung.current());
    for (Caller each : all) {
      String mark = each == hung ? ", the one that hangs" : "";
      text.append(
          "\n  caller %s%s, for %d s: %s"
              .formatted(each.name(), mark, each.seconds(), each.current()));
      each.log().last(CALLS_BEFORE).forEach(call -> text.append("\n    call ").append(call));
    }
    threads(text);
    tasks(text, Path.of("/proc/self/task"), "task");
    tasks(text, Path.of("/proc"), "process");
    return text.toString();
  }

  private static void threads(StringBuilder text) {
    for (ThreadInfo each : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
      if (!OF_THE_JVM.contains(each.getThreadName())) {
        text.append("\n  thread %s %s".formatted(each.getThreadName(), each.getThreadState()));
        if (each.getLockName() != null) {
          text.append(" on %s held by %s".formatted(each.getLockName(), each.getLockOwnerName()));
        }
        Arrays.stream(each.getLockedMonitors())
            .forEach(
                held ->
                    text.append("\n    holds ")
                        .append(held)
                        .append(" since ")
                        .append(held.getLockedStackFrame()));
        Arrays.stream(each.getStackTrace()).forEach(at -> text.append("\n    at ").append(at));
      }
    }
  }

  private static void tasks(StringBuilder text, Path directory, String word) {
    try (Stream<Path> tasks = Files.list(directory)) {
      tasks
          .filter(each -> Character.isDigit(each.getFileName().toString().charAt(0)))
          .sorted()
          .forEach(
              each -> text.append("\n  %s %s: %s".formatted(word, each.getFileName(), task(each))));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Its name and command, state, parent and what it waits for in the kernel, where that is told.
   */
  private static String task(Path task) {
    String stat = read(task.resolve("stat"));
    String[] state = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return "%s [%s] state %s of %s in %s, system call %s"
        .formatted(
            read(task.resolve("comm")),
            read(task.resolve("cmdline")).replace('\0', ' '),
            state[0],
            state.length > 1 ? state[1] : "?",
            read(task.resolve("wchan")),
            read(task.resolve("syscall")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException endedOrRefused) {
      return "?";
    }
  }
}
