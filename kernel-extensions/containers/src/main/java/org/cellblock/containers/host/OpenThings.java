package org.cellblock.containers.host;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cellblock.linux.Given;
import org.cellblock.linux.Steps;

/**
 * The register of what is open in this process: each kind of things has a part of it, in which each
 * thing has its name.
 *
 * <p>When the process ends, one hook closes all, stage by stage: containers before the cells that
 * they live in, cells before the cgroups that count them, files last.
 *
 * @param <T> the kind of things
 */
public final class OpenThings<T> {

  /** When something is closed; the first is first. */
  public enum Stage {
    /** Containers of jails, LXC, a runtime: what has a cell to live in. */
    SYSTEMS,
    /** Cells, and with them their processes, mounts and devices. */
    CELLS,
    /** Cgroups, which may not be removed before they are empty. */
    CGROUPS,
    /** Files: the guardian removes them, if there is one. */
    FILES
  }

  private static final Map<Stage, List<Runnable>> ENDINGS = new EnumMap<>(Stage.class);

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(OpenThings::closeEverything, "close all"));
    } catch (IllegalStateException ending) {
      // already: what is begun now, the guardian and the next kernel's sweep end
    }
  }

  private final Function<T, String> naming;
  private final Consumer<T> closing;
  private final Map<String, T> open = new LinkedHashMap<>();

  private OpenThings(Function<T, String> naming, Consumer<T> closing) {
    this.naming = naming;
    this.closing = closing;
  }

  /**
   * Makes the part for one kind of things, once in a process.
   *
   * @param stage when they are closed
   * @param naming gives a thing's name
   * @param closing closes a thing, which then is to {@link #remove} it; a second time does nothing
   * @param <T> the kind
   * @return the part, empty
   */
  public static <T> OpenThings<T> of(Stage stage, Function<T, String> naming, Consumer<T> closing) {
    OpenThings<T> part =
        new OpenThings<>(
            Given.notNull(naming, "naming", "gives a thing's name"),
            Given.notNull(closing, "closing", "closes a thing"));
    whenEnding(stage, part::closeAll);
    return part;
  }

  /**
   * Has something be done when this process ends, after what is closed at that stage.
   *
   * @param stage when
   * @param ending what to do; it may be done more than once
   */
  public static void whenEnding(Stage stage, Runnable ending) {
    Given.notNull(ending, "ending", "what to do");
    synchronized (ENDINGS) {
      ENDINGS
          .computeIfAbsent(
              Given.notNull(stage, "stage", "one of " + List.of(Stage.values())),
              none -> new ArrayList<>())
          .add(ending);
    }
  }

  /**
   * Closes all that is open in this process, as its end does.
   *
   * @throws RuntimeException the first failure, with the others in it; all else is closed
   */
  public static void closeEverything() {
    List<Runnable> endings = new ArrayList<>();
    synchronized (ENDINGS) {
      ENDINGS.values().forEach(endings::addAll);
    }
    Steps.runAllUninterrupted(endings);
  }

  /**
   * Adds a thing as the last; one of its name is no longer in the register.
   *
   * @param thing what has been opened
   * @return the one that had its name, which is the caller's to close
   */
  public synchronized Optional<T> put(T thing) {
    String name = naming.apply(Given.notNull(thing, "thing", "one that is open"));
    T former = open.remove(name);
    open.put(name, thing);
    return Optional.ofNullable(former);
  }

  /**
   * Takes a thing out; another one that has its name stays.
   *
   * @param thing what is closed
   */
  public synchronized void remove(T thing) {
    open.remove(naming.apply(Given.notNull(thing, "thing", "one that is closed")), thing);
  }

  /**
   * Finds a thing.
   *
   * @param name its name
   * @return the one that has it
   */
  public synchronized Optional<T> find(String name) {
    return Optional.ofNullable(open.get(name));
  }

  /** Returns all things of this kind, in the order of opening. */
  public synchronized List<T> all() {
    return List.copyOf(open.values());
  }

  /**
   * Closes all things of this kind, in the order of opening.
   *
   * @throws RuntimeException the first failure, with the others in it; all else is closed
   */
  public void closeAll() {
    Steps.runAllUninterrupted(
        all().stream().<Runnable>map(each -> () -> closing.accept(each)).toList());
  }
}
