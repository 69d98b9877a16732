package org.cellblock.fuzz;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.jail.Jail;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.Child;
import org.cellblock.linux.Signal;

/** What earlier calls have returned: receivers and arguments of later ones. */
final class Pool {

  private static final int ROOM = 160;

  private final List<Object> values = new ArrayList<>();

  /** Keeps what is the library's own; the oldest makes room and is ended. */
  void keep(Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(this::keep);
    } else if (value instanceof Collection<?> many) {
      many.stream().limit(3).forEach(this::keep);
    } else if (value != null && value.getClass().getName().startsWith("org.cellblock.")) {
      keepOne(value);
    }
  }

  private void keepOne(Object value) {
    synchronized (values) {
      if (values.stream().anyMatch(each -> each == value)) {
        return;
      }
      values.add(value);
      if (values.size() <= ROOM) {
        return;
      }
    }
    end(oldest());
  }

  private Object oldest() {
    synchronized (values) {
      return values.remove(0);
    }
  }

  /** Returns one that can stand for a type, or nothing. */
  Optional<Object> any(Class<?> type, RandomGenerator random) {
    synchronized (values) {
      List<Object> fitting = values.stream().filter(type::isInstance).toList();
      return fitting.isEmpty()
          ? Optional.empty()
          : Optional.of(fitting.get(random.nextInt(fitting.size())));
    }
  }

  void endAll() {
    while (true) {
      Object value;
      synchronized (values) {
        if (values.isEmpty()) {
          return;
        }
        value = values.remove(values.size() - 1);
      }
      end(value);
    }
  }

  private static void end(Object value) {
    try {
      if (value instanceof CellThread thread) {
        thread.end();
      } else if (value instanceof Jail jail) {
        jail.stop();
      } else if (value instanceof Program program) {
        program.kill();
      } else if (value instanceof Child child) {
        child.kill(Signal.SIGKILL);
        child.waitFor();
        child.close();
      } else if (value instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (Exception refused) {
      // what it leaves is found at the end
    }
  }
}
