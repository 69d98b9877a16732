package org.cellblock.linux;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Consumer;

/**
 * Keeps threads from being born in a cell: a new thread belongs to the namespaces and the root of
 * the thread that starts it, and a pool's or the JDK's would do the host's work there ever after.
 *
 * <p>A thread that a cell's thread would start is refused. One that all share is started on the
 * host instead: a worker of the common pool, a carrier of virtual threads, a helper of the JDK's.
 * Work that would be split among such threads is refused in a cell.
 *
 * <p>It needs the JVM's own door: an {@link Instrumentation}, as the notebook kernel has it, or
 * {@code -javaagent} with this class as {@code Premain-Class}. Without, {@link StrayThreads} says
 * at the cell's end which threads were born in it.
 */
public final class ThreadDoor {

  private static final String HOME = "jdk.internal.misc";
  private static final Set<String> SHARED =
      Set.of("java.lang.VirtualThread$CarrierThread", "jdk.internal.misc.CarrierThread");
  private static final Set<String> JDK_PACKAGES = Set.of("java.", "javax.", "jdk.", "sun.");

  /**
   * The reaper of processes, the selectors, the timer, and what stands for a common pool of one.
   */
  private static final Set<String> STARTERS =
      Set.of(
          "java.lang.ProcessHandleImpl",
          "sun.nio.ch.",
          "java.util.concurrent.CompletableFuture$Delayer",
          "java.util.concurrent.CompletableFuture$ThreadPerTaskExecutor");

  private static volatile Instrumentation instrumentation;
  private static boolean isShut;

  private ThreadDoor() {}

  /**
   * Called by the JVM before {@code main}, for {@code -javaagent}.
   *
   * @param arguments unused
   * @param given the JVM's door
   */
  public static void premain(String arguments, Instrumentation given) {
    through(given);
  }

  /**
   * Takes the JVM's door; before the first cell's thread starts, it is shut for cells.
   *
   * @param given what the JVM gives its agents; it must be able to retransform classes
   */
  public static void through(Instrumentation given) {
    instrumentation = Given.notNull(given, "instrumentation", "what the JVM gives an agent");
  }

  /** Says whether no thread can be born in a cell. */
  public static synchronized boolean isShut() {
    return isShut;
  }

  /** Shuts the door, where there is one. */
  static synchronized void shut() {
    Instrumentation door = instrumentation;
    if (isShut || door == null) {
      return;
    }
    try {
      open(door, "java.lang", HOME);
      MethodHandle start =
          MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
              .findVirtual(Thread.class, "start0", MethodType.methodType(void.class));
      Class<?> home = Class.forName(HOME + ".InnocuousThread");
      Class<?> hinge =
          MethodHandles.privateLookupIn(home, MethodHandles.lookup())
              .defineClass(ThreadWeaver.hinge());
      hinge.getField(ThreadWeaver.START).set(null, (Consumer<Thread>) each -> start(each, start));
      hinge.getField(ThreadWeaver.SPLIT).set(null, (Consumer<String>) ThreadDoor::refuseInCell);
      weave(door);
      isShut = true;
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalStateException(
          "Java %s keeps its threads otherwise than expected: take 17, 21 or 25"
              .formatted(System.getProperty("java.version")),
          unknown);
    }
  }

  private static void open(Instrumentation door, String... packages) {
    Set<Module> us = Set.of(ThreadDoor.class.getModule());
    Map<String, Set<Module>> opened = Map.of(packages[0], us, packages[1], us);
    door.redefineModule(Object.class.getModule(), Set.of(), Map.of(), opened, Set.of(), Map.of());
  }

  private static void weave(Instrumentation door) throws ReflectiveOperationException {
    List<Class<?>> classes = new ArrayList<>(List.of(Thread.class, ForkJoinTask.class));
    if (Runtime.version().feature() >= 21) {
      classes.add(Class.forName("java.lang.VirtualThread"));
    }
    List<String> woven = new ArrayList<>();
    ClassFileTransformer weaver =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] classFile) {
            if (!classes.contains(redefined)) {
              return null;
            }
            byte[] changed = ThreadWeaver.weave(classFile);
            woven.add(name);
            return changed;
          }
        };
    door.addTransformer(weaver, true);
    try {
      door.retransformClasses(classes.toArray(Class<?>[]::new));
    } catch (UnmodifiableClassException fixed) {
      throw new ReflectiveOperationException(fixed);
    } finally {
      door.removeTransformer(weaver);
    }
    if (woven.size() < classes.size()) {
      throw new ReflectiveOperationException("woven: " + woven + " of " + classes);
    }
  }

  /** Stands where java.lang.Thread calls its native method. */
  private static void start(Thread thread, MethodHandle start) {
    if (CellThread.isCurrent()) {
      if (!isShared(thread)) {
        refuseInCell("Thread.start()");
      }
      HostThread.call(() -> invoke(start, thread));
    } else {
      invoke(start, thread);
    }
  }

  private static Void invoke(MethodHandle start, Thread thread) {
    try {
      start.invokeExact(thread);
      return null;
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean isShared(Thread thread) {
    String type = thread.getClass().getName();
    return thread instanceof ForkJoinWorkerThread worker
            && worker.getPool() == ForkJoinPool.commonPool()
        || SHARED.contains(type)
        || type.startsWith(HOME + ".InnocuousThread")
        || isOfTheJdk();
  }

  /** Says whether the JDK starts it to serve everybody, from now on or for once. */
  private static boolean isOfTheJdk() {
    return StackWalker.getInstance().walk(frames -> frames.anyMatch(ThreadDoor::servesAll));
  }

  private static boolean servesAll(StackWalker.StackFrame frame) {
    String type = frame.getClassName();
    return STARTERS.stream().anyMatch(type::startsWith)
        || frame.getMethodName().equals("<clinit>")
            && JDK_PACKAGES.stream().anyMatch(type::startsWith);
  }

  private static void refuseInCell(String call) {
    if (CellThread.isCurrent()) {
      throw refusal(call, null);
    }
  }

  /** Returns what is thrown for work in a cell that wants other threads. */
  static IllegalStateException refusal(String call, Throwable cause) {
    return new IllegalStateException(
        call
            + " inside a cell: its parts would run on other threads, and those are on the host.\n"
            + "Hint: do the work in order on this thread, or start a program with cell.start",
        cause);
  }
}
