package org.cellblock.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.cellblock.containers.host.Launch;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.PidOne;
import org.cellblock.linux.Steps;
import org.cellblock.linux.StrayThreads;
import org.cellblock.procfs.ProcessInfo;

/**
 * What runs in a cell, and its end: nothing begins in it once the end has.
 *
 * <p>Several threads may ask. What begins a process does so under this object's monitor, as the end
 * does; the monitor is never held while something else is waited for.
 */
final class CellLife {

  private final String name;
  private final CellThread thread;
  private final ProgramSettings settings;
  private final List<Program> programs = new CopyOnWriteArrayList<>();
  private final List<Runnable> beforehand = new CopyOnWriteArrayList<>();
  private final List<Runnable> endings = new CopyOnWriteArrayList<>();
  private volatile PidOne pidOne;
  private volatile boolean ended;
  private volatile boolean mayHaveThreads;

  CellLife(String name, CellThread thread, ProgramSettings settings) {
    this.name = name;
    this.thread = thread;
    this.settings = settings;
  }

  boolean hasEnded() {
    return ended;
  }

  void check() {
    if (ended) {
      throw new IllegalStateException(
          "cell %s is closed: Cell.open(\"%s\") makes a new one".formatted(name, name));
    }
  }

  /** Refuses a second root: the thread sees no directory of the host any more to make one of. */
  void checkRoot(boolean hasRoot) {
    if (hasRoot) {
      throw new IllegalStateException(
          "cell %s has its own root already: Cell.open(\"%s\") makes a new cell for another"
              .formatted(name, name));
    }
  }

  /** Returns pid 1 of the cell's pid namespace, or null. */
  PidOne pidOne() {
    return pidOne;
  }

  List<Program> programs() {
    return programs;
  }

  List<Runnable> beforehand() {
    return beforehand;
  }

  /** Has the end look for threads that were born in the cell: another's Java runs in it. */
  void mayHaveThreads() {
    mayHaveThreads = true;
  }

  /** Has something be done after the end; at once, if that has come. */
  void whenEnded(Runnable ending) {
    synchronized (this) {
      if (!ended) {
        endings.add(ending);
        return;
      }
    }
    ending.run();
  }

  /** Starts pid 1, which from then on ends with the cell. */
  synchronized PidOne beginPidOne(Supplier<PidOne> starting) {
    check();
    PidOne started = starting.get();
    if (pidOne == null) {
      pidOne = started;
    }
    return started;
  }

  /** Starts what mounts /proc as pid 1 does: the cell's pid 1 itself where it has none. */
  PidOne beginMounter() {
    if (!PidOne.isNeeded(thread)) {
      check();
      return PidOne.beside(); // whoever made the pid namespace has its pid 1
    }
    return beginPidOne(() -> pidOne == null ? PidOne.start(true) : PidOne.beside());
  }

  /** Mounts the /proc of the cell's pid namespace over the one that its thread has. */
  void mountProc() {
    PidOne mounter = PidOne.inRoot(this::beginMounter);
    try {
      mounter.awaitReady();
    } finally {
      endMounter(mounter);
    }
    pidOneJoins();
  }

  /** Ends what has mounted /proc, unless it is the cell's pid 1. */
  void endMounter(PidOne mounter) {
    if (mounter != pidOne) {
      mounter.close();
    }
  }

  /** Moves pid 1 to where programs start. */
  void pidOneJoins() {
    PidOne first = pidOne;
    List<CgroupProcs> doors = settings.doors();
    // without doors nothing is called: a thread that has left the host's files finds no new class
    if (first != null && !ended && !doors.isEmpty()) {
      CgroupProcs.addAll(doors, first.pid());
    }
  }

  /** Returns the processes on the host: pid 1, programs, their children, and what has our mark. */
  List<Long> processes() {
    List<Long> pids = new ArrayList<>();
    PidOne first = pidOne;
    if (first != null && !ended) {
      pids.addAll(ProcessInfo.family(first.pid()));
    }
    programs.stream()
        .filter(Program::isRunning)
        .forEach(each -> pids.addAll(ProcessInfo.family(each.pid())));
    pids.addAll(settings.marked());
    return pids.stream().distinct().toList();
  }

  /** Starts a program, which from then on ends with the cell. */
  synchronized Program begin(Supplier<Program> starting) {
    check();
    Program started = starting.get();
    programs.add(started);
    return started;
  }

  /** Starts a program on the cell's thread, and pid 1 before it where there is none yet. */
  Program spawn(boolean hasRoot, String program, String... arguments) {
    boolean newPids = PidOne.isNeeded(thread);
    Launch launch = settings.launch(hasRoot, newPids);
    AtomicReference<Program> started = new AtomicReference<>();
    check();
    try {
      return thread.call(
          () -> {
            if (newPids && pidOne == null) {
              beginPidOne(() -> PidOne.start(false)).awaitReady();
              pidOneJoins();
            }
            started.set(begin(() -> launch.start(program, arguments)));
            return started.get();
          });
    } catch (CancellationException interrupted) {
      if (programs.remove(started.get())) {
        Launch.end(started.get()); // nobody will wait for it
      }
      throw interrupted;
    }
  }

  /** Ends all that runs, then the thread; a second time does nothing. */
  void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    AtomicReference<StrayThreads> strays = new AtomicReference<>();
    List<Runnable> steps = new ArrayList<>();
    if (mayHaveThreads) {
      steps.add(() -> strays.set(StrayThreads.of(thread)));
    }
    steps.addAll(beforehand);
    programs.forEach(each -> steps.add(() -> Launch.end(each)));
    steps.add(settings::endMarked);
    if (pidOne != null) {
      steps.add(pidOne::close);
    }
    steps.add(thread::end);
    steps.addAll(endings);
    steps.add(() -> Optional.ofNullable(strays.get()).ifPresent(StrayThreads::check));
    Steps.runAllUninterrupted(steps);
  }
}
