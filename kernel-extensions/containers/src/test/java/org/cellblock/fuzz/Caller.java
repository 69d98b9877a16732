package org.cellblock.fuzz;

import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.cellblock.containers.Cell;
import org.cellblock.linux.CellThread;

/** Calls members at random, on the host's thread and in cells, and judges what they throw. */
final class Caller implements Runnable {

  private static final int DEEPEST = 2;

  private final String name;
  private final RandomGenerator random;
  private final Members members;
  private final Pool pool;
  private final Values values;
  private final CallLog log;
  private final Findings findings;

  /** A cell's thread that was given up goes on counting. */
  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  private final AtomicLong begun = new AtomicLong(-1);
  private volatile String current = "";
  private volatile boolean stopped;
  private int depth;
  private long told;

  Caller(
      String name,
      long seed,
      Members members,
      Pool pool,
      Places places,
      CallLog log,
      Findings findings) {
    this.name = name;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.members = members;
    this.pool = pool;
    this.values = new Values(random, members, pool, places, this::inner);
    this.log = log;
    this.findings = findings;
  }

  @Override
  public void run() {
    while (!stopped) {
      begun.set(System.nanoTime());
      try {
        once();
      } catch (RuntimeException | Error broken) {
        findings.judge("around " + current, false, broken);
      }
      begun.set(-1);
      Thread.interrupted();
    }
  }

  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Says whether the call that runs now has run for so long, once for each call. */
  boolean isNewlyHung(long seconds) {
    long since = begun.get();
    boolean isHung = since != -1 && System.nanoTime() - since > seconds * 1_000_000_000L;
    boolean isNew = isHung && since != told;
    told = isHung ? since : told;
    return isNew;
  }

  String name() {
    return name;
  }

  /** Returns for how long the call that runs now has run; 0 when none does. */
  long seconds() {
    long since = begun.get();
    return since == -1 ? 0 : (System.nanoTime() - since) / 1_000_000_000L;
  }

  String current() {
    return current;
  }

  CallLog log() {
    return log;
  }

  Map<String, Long> counts() {
    return counts;
  }

  /** One call in four is made in a cell, if there is one. */
  private void once() {
    Cell cell = random.nextInt(4) == 0 ? (Cell) pool.any(Cell.class, random).orElse(null) : null;
    if (cell == null) {
      call();
      return;
    }
    current = "Cell.call on " + cell;
    try {
      cell.call(
          () -> {
            call();
            return null;
          });
    } catch (IllegalStateException closed) {
      // or given up, by another thread, which is as good
    }
  }

  /** What a lambda does when the library calls it. */
  private void inner() {
    if (depth < DEEPEST && Thread.currentThread() instanceof CellThread && random.nextInt(2) == 0) {
      call();
    }
  }

  private void call() {
    depth++;
    try {
      Executable member = members.any(random);
      if (isRare(member) && random.nextInt(40) != 0) {
        return;
      }
      Object receiver = receiver(member);
      if (receiver == null && isOnObject(member)) {
        return;
      }
      invoke(Invocation.of(member, receiver, values.argumentsOf(member, 0)));
    } finally {
      depth--;
    }
  }

  /** Those that take seconds by right. */
  private static boolean isRare(Executable member) {
    return member.getDeclaringClass().getSimpleName().equals("CgroupExperiments");
  }

  private Object receiver(Executable member) {
    return isOnObject(member) ? pool.any(member.getDeclaringClass(), random).orElse(null) : null;
  }

  private static boolean isOnObject(Executable member) {
    return member instanceof java.lang.reflect.Method && !Modifier.isStatic(member.getModifiers());
  }

  private void invoke(Invocation call) {
    String where = Thread.currentThread() instanceof CellThread ? "[in a cell] " : "";
    current = where + call;
    log.add(current);
    counts.merge(call.member().getDeclaringClass().getName(), 1L, Long::sum);
    try {
      pool.keep(call.invoke());
    } catch (InvocationTargetException thrown) {
      findings.judge(where + call, call.isOfLinux(), thrown.getCause());
    } catch (ReflectiveOperationException | IllegalArgumentException unfit) {
      findings.addHarm("the fuzzer itself: " + unfit, call.toString());
    }
  }
}
