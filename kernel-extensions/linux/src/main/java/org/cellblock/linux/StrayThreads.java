package org.cellblock.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the threads of this process that were born in a cell: they stay in its namespaces and its
 * root when its own thread has ended, and what they do for the host they do there.
 *
 * @see ThreadDoor
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_task.5.html">proc_pid_task(5)</a>
 */
public final class StrayThreads {

  private static final String TASKS = "/proc/self/task";
  private static final List<String> PLACES =
      List.of("ns/mnt", "ns/uts", "ns/ipc", "ns/net", "ns/cgroup", "ns/time_for_children", "root");

  private static final Set<Integer> ON_HOST = new HashSet<>();
  private static volatile Map<String, String> host = Map.of();

  private static final int LOOKS = 50;
  private static final int LOOK_MILLIS = 10;

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
          Map<String, String> places = placesOf(tid);
          places.entrySet().removeAll(host.entrySet());
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
    for (int look = 0; !found.isEmpty() && look < LOOKS; look++) {
      Pause.uninterrupted(LOOK_MILLIS); // another cell's thread, or one of a pool, may be ending
      found = HostThread.call(this::found);
    }
    if (!found.isEmpty()) {
      throw new IllegalStateException(
          ("%s has ended, and threads that were started in it stay in its namespaces: %s%n"
                  + "Java can neither move nor end them: what they do for the host they do there.%n"
                  + "Hint: end what started them (ExecutorService.shutdown(), Timer.cancel()), and"
                  + " start threads on the host, before the cell's work")
              .formatted(cell, String.join("; ", found)));
    }
  }

  /** Looks at the threads that weren't seen on the host before: only cells' own ever leave it. */
  private List<String> found() {
    List<String> found = new ArrayList<>();
    synchronized (ON_HOST) {
      Set<Integer> all = all();
      ON_HOST.retainAll(all); // a number may come again
      all.removeAll(ON_HOST);
      for (int each : all) {
        if (each != tid && CellThread.cellOf(each).isEmpty()) {
          look(each).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private Optional<String> look(int each) {
    Map<String, String> its = placesOf(each);
    if (its.equals(host)) {
      ON_HOST.add(each);
    }
    its.entrySet().retainAll(places.entrySet());
    return its.isEmpty()
        ? Optional.empty()
        : Optional.of("\"%s\" (%d: %s)".formatted(name(each), each, its.values()));
  }

  private static Set<Integer> all() {
    Set<Integer> all = new HashSet<>();
    try (DirectoryFd tasks = DirectoryFd.open(TASKS)) {
      tasks.list(name -> all.add(Integer.parseInt(name)));
    }
    return all;
  }

  private static String name(int each) {
    try (DirectoryFd tasks = DirectoryFd.open(TASKS)) {
      return tasks.read(each + "/comm").orElse("?").strip();
    }
  }

  /**
   * Notes where the host's threads are, which never changes: on one of them, before any cell is.
   */
  static void ensure() {
    host = placesOf(Native.LIBC.gettid());
  }

  /** Returns the links of a thread; none when it has ended. */
  private static Map<String, String> placesOf(long each) {
    Map<String, String> links = new HashMap<>();
    DirectoryFd.openIfThere(TASKS + "/" + each)
        .ifPresent(
            task -> {
              try (task) {
                PLACES.forEach(
                    place -> task.readlink(place).ifPresent(link -> links.put(place, link)));
              }
            });
    return links;
  }
}
