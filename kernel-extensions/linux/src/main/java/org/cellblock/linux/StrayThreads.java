package org.cellblock.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the threads of this process that were born in a cell: they stay in its namespaces and its
 * root when its own thread has ended, and what they do for the host they do there.
 *
 * @see ThreadDoor
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_task.5.html">proc_pid_task(5)</a>
 */
public final class StrayThreads {

  private static final Path TASKS = Path.of("/proc/self/task");
  private static final List<String> PLACES =
      List.of("ns/mnt", "ns/uts", "ns/ipc", "ns/net", "ns/cgroup", "ns/time_for_children", "root");

  private final String cell;
  private final long tid;

  /** Where the cell's thread is and the host isn't. */
  private final Map<String, String> places;

  private StrayThreads(String cell, long tid, Map<String, String> places) {
    this.cell = cell;
    this.tid = tid;
    this.places = places;
  }

  /**
   * Notes where a cell's thread is, while it lives.
   *
   * @param thread of the cell
   * @return what finds those that are there, too
   */
  public static StrayThreads of(CellThread thread) {
    long tid = Given.notNull(thread, "thread", "a cell's").tid();
    return HostThread.call(
        () -> {
          Map<String, String> places = new LinkedHashMap<>(placesOf(TASKS.resolve("" + tid)));
          places.entrySet().removeAll(placesOf(Path.of("/proc/thread-self")).entrySet());
          return new StrayThreads(thread.getName(), tid, places);
        });
  }

  /**
   * Expects that none was born in the cell.
   *
   * @throws IllegalStateException when one was, with its name: Java can neither move nor end it
   */
  public void check() {
    if (places.isEmpty()) {
      return;
    }
    List<String> found = HostThread.call(this::found);
    if (!found.isEmpty()) {
      throw new IllegalStateException(
          ("%s has ended, and threads that were started in it stay in its namespaces: %s%n"
                  + "Java can neither move nor end them: what they do for the host they do there.%n"
                  + "Hint: end what started them (ExecutorService.shutdown(), Timer.cancel()), and"
                  + " start threads on the host, before the cell's work")
              .formatted(cell, String.join("; ", found)));
    }
  }

  private List<String> found() {
    List<String> found = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(TASKS)) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        int each = Integer.parseInt(task.getFileName().toString());
        if (each != tid && (each > tid || !ThreadDoor.isShut())) {
          describe(task, each).ifPresent(found::add);
        }
      }
      return found;
    } catch (IOException noProc) {
      throw new UncheckedIOException(noProc);
    }
  }

  private Optional<String> describe(Path task, int each) {
    if (CellThread.cellOf(each).isPresent()) {
      return Optional.empty();
    }
    Map<String, String> shared = new LinkedHashMap<>(placesOf(task));
    shared.entrySet().retainAll(places.entrySet());
    return shared.isEmpty()
        ? Optional.empty()
        : Optional.of("\"%s\" (%d: %s)".formatted(name(task), each, shared.values()));
  }

  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException ended) {
      return "?";
    }
  }

  /** Returns the links of a thread; none when it has ended. */
  private static Map<String, String> placesOf(Path task) {
    Map<String, String> links = new LinkedHashMap<>();
    for (String place : PLACES) {
      try {
        links.put(place, Files.readSymbolicLink(task.resolve(place)).toString());
      } catch (IOException absent) {
        // a kind that this kernel lacks, or a thread that has ended
      }
    }
    return links;
  }
}
