package org.cellblock.jupyter.engine;

import java.time.Duration;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * Ends the JVM, which is nobody else's to end: a cell that calls {@code System.exit} would take the
 * notebook's variables with it.
 */
public final class Ending {
  /** Less than the five seconds after which a Jupyter server kills. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final int ENDED_LATE = 1;

  /** A constant pool's tag for the name of a class. */
  private static final int CLASS = 7;

  private static final Set<String> HARMLESS =
      Set.of(
          "java/lang/Object",
          "java/lang/Throwable",
          "java/lang/Boolean",
          "java/lang/Character",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Double",
          "java/lang/String",
          "java/lang/Math");

  private static volatile Thread ours;
  private static volatile boolean guarded;

  private Ending() {}

  /**
   * Ends the JVM as {@code System.exit} does.
   *
   * @param status the exit status
   */
  public static void exit(int status) {
    ours = Thread.currentThread();
    System.exit(status);
  }

  /**
   * Ends the JVM at once.
   *
   * @param status the exit status
   */
  public static void halt(int status) {
    ours = Thread.currentThread();
    Runtime.getRuntime().halt(status);
  }

  /**
   * Sees to it that the JVM's end has an end, though a shutdown hook of the learner's hasn't. What
   * is then still open on the host, the guardian closes.
   */
  public static void limit() {
    Runtime.getRuntime().addShutdownHook(new Thread(Ending::haltLater, "limit of the end"));
  }

  private static void haltLater() {
    Thread last = new Thread(Ending::haltAfterPatience, "last end");
    last.setDaemon(true); // or it would be waited for
    last.start();
  }

  private static void haltAfterPatience() {
    try {
      Thread.sleep(PATIENCE.toMillis());
    } catch (InterruptedException now) {
      Log.warn("the kernel's end was cut short", now);
    }
    halt(ENDED_LATE);
  }

  /** Refuses from now on what is not by {@link #exit} or {@link #halt}, as far as the JVM lets. */
  public static void guard() {
    if (!guarded) {
      guardNow();
    }
  }

  private static synchronized void guardNow() {
    if (!guarded) {
      Agent.instrumentation().ifPresent(door -> ExitDoors.guard(door, Ending::require));
      guarded = true;
    }
  }

  /**
   * Guards unless the class, about to be loaded, knows numbers and texts only: then there is time
   * for it once the notebook is quiet, and the first cell needn't wait.
   */
  static void guardFrom(byte[] classFile) {
    if (guarded) {
      return;
    }
    ClassReader in = new ClassReader(classFile);
    char[] name = new char[in.getMaxStringLength()];
    for (int i = 1; i < in.getItemCount(); i++) {
      int at = in.getItem(i);
      if (at > 0 && in.readByte(at - 1) == CLASS && !isHarmless(in.readUTF8(at, name))) {
        guard();
        return;
      }
    }
  }

  private static boolean isHarmless(String type) {
    return HARMLESS.contains(type) || type.startsWith("REPL/");
  }

  private static void require(String call, int status) {
    if (Thread.currentThread() != ours) {
      throw new ExitRefused(call, status);
    }
  }
}
