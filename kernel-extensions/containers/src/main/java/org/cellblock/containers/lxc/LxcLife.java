package org.cellblock.containers.lxc;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cellblock.linux.Turn;

/**
 * A container's processes, from its start to its end.
 *
 * <p>One thread at a time changes them. It may have to wait for the cell that LXC works in; so who
 * calls from there, while another thread is at it, is refused.
 */
final class LxcLife {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Lxc container;
  private final Turn changing = new Turn();
  private volatile String id = nextId();
  private volatile LxcPlace place;
  private volatile boolean isFrozen;

  LxcLife(Lxc container) {
    this.container = container;
  }

  private static String nextId() {
    return "lxc-" + COUNT.incrementAndGet();
  }

  /** Returns the name of its cell and its cgroup, another one after each end. */
  String id() {
    return id;
  }

  boolean isOpen() {
    LxcPlace now = place;
    return now != null && now.isOpen();
  }

  LxcPlace open() {
    LxcPlace now = place;
    if (now == null || !now.isOpen()) {
      throw new IllegalStateException(
          "container %s is not started: start() starts it".formatted(container.name()));
    }
    return now;
  }

  /** Returns where programs run, unless what starts there would be frozen too. */
  LxcPlace thawed(String program) {
    if (isFrozen) {
      throw new IllegalStateException(
          "container %s is frozen, and %s would be too: unfreeze() lets it go on"
              .formatted(container.name(), program));
    }
    return open();
  }

  String state() {
    LxcPlace now = place;
    return now != null && now.isOpen()
        ? now.ask("lxc-info", "-s", "-H").stdout().strip()
        : "CLOSED";
  }

  long pid() {
    LxcPlace now = open();
    String pid = now.ask("lxc-info", "-p", "-H").stdout().strip();
    return Optional.of(pid)
        .filter(word -> word.matches("\\d+"))
        .flatMap(word -> now.hostPid(Long.parseLong(word)))
        .orElseThrow(
            () ->
                new IllegalStateException("container %s has stopped".formatted(container.name())));
  }

  void start() {
    take("start", this::begin);
  }

  private void begin() {
    boolean isNew = !isOpen();
    if (isNew) {
      end(); // its cell may have been closed alone
      Lxcs.add(container);
    }
    try {
      if (isNew) {
        place = LxcPlace.open(id, container.name(), container.root());
      }
      LxcPlace now = open();
      now.bridges(container.bridges());
      now.configure(container.config());
      now.start();
    } catch (RuntimeException refused) {
      if (isNew) {
        end();
      }
      throw refused;
    }
  }

  void freeze() {
    take(
        "freeze",
        () -> {
          LxcPlace now = open();
          now.freeze(pid());
          isFrozen = true;
        });
  }

  void unfreeze() {
    take(
        "unfreeze",
        () -> {
          LxcPlace now = open();
          now.ask("lxc-unfreeze");
          now.thaw();
          isFrozen = false;
        });
  }

  void stop() {
    take(
        "stop",
        () -> {
          LxcPlace now = open();
          now.thaw();
          isFrozen = false;
          now.ask("lxc-stop", "--kill");
        });
  }

  void close() {
    take("close", this::end);
  }

  private void end() {
    Lxcs.remove(container);
    LxcPlace left = place;
    place = null;
    isFrozen = false;
    if (left != null) {
      id = nextId();
      left.close();
    }
  }

  /** Ends it without waiting for whoever changes it. */
  void drop() {
    Lxcs.remove(container);
    Optional.ofNullable(place).ifPresent(LxcPlace::close);
  }

  private void take(String what, Runnable change) {
    changing.take("%s of container %s".formatted(what, container.name()), change);
  }
}
