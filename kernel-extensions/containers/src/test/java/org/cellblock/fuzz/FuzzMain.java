package org.cellblock.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.containers.jail.Jails;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Namespace;

/**
 * Calls the library's public members with arguments of all sorts from six threads, some in cells,
 * and looks whether the machine is as before. It runs on a machine that may be lost: see {@code
 * sacrificial}.
 *
 * <p>Arguments: seconds, seed, a directory for its files. Prints what it found and how many calls
 * it made. Exit status 1 when it found harm, 3 when it found errors of a type that isn't promised.
 */
public final class FuzzMain {

  private static final int THREADS =
      Integer.parseInt(System.getenv().getOrDefault("CELLBLOCK_FUZZ_THREADS", "6"));
  private static final long HANGS_AFTER_SECONDS = 30;
  private static final long SECONDS_TO_VANISH = 10;

  private final Findings findings = new Findings();
  private final Pool pool = new Pool();
  private final List<Caller> callers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private FuzzMain() {}

  public static void main(String[] arguments) throws Exception {
    long seconds = Long.parseLong(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    System.exit(new FuzzMain().run(seconds, seed, Path.of(arguments[2]).toAbsolutePath()));
  }

  private int run(long seconds, long seed, Path directory) throws Exception {
    Places places = Places.make(directory);
    Members members = new Members();
    System.out.printf(
        "fuzz: seed %d, %d s, %d threads, %d public classes, %d members%n",
        seed, seconds, THREADS, members.classes(), members.size());
    loadAll();
    HostState before = HostState.take(places.outside());
    for (int i = 0; i < THREADS; i++) {
      CallLog log = new CallLog(directory.resolve("calls-" + i));
      start(new Caller("fuzz-" + i, seed * THREADS + i, members, pool, places, log, findings));
    }
    watch(seconds);
    endAll();
    judge(before, places);
    report();
    System.out.flush();
    return findings.harms() > 0 ? 1 : findings.isEmpty() ? 0 : 3;
  }

  /**
   * Everything that the first use leaves for good, and all of these classes: cells see no files.
   */
  private static void loadAll() throws Exception {
    Path here = Path.of(FuzzMain.class.getResource("").toURI());
    for (String each : here.toFile().list()) {
      if (each.endsWith(".class")) {
        Class.forName("org.cellblock.fuzz." + each.substring(0, each.length() - 6));
      }
    }
    Host.run("true");
    Host.temporaryDirectory("fuzz");
    Host.cacheDirectory();
    Life.main(new String[] {"0", "1"});
    Findings.text(new IllegalStateException("loads", new IOException("what prints it")));
    try (Cell cell = Cell.open("first")) {
      cell.unshare(Namespace.MOUNT, Namespace.PID, Namespace.UTS);
      cell.pivotRoot(RootFs.busybox());
      cell.run("true");
    }
  }

  private void start(Caller caller) {
    Thread thread = new Thread(caller, caller.name());
    thread.setDaemon(true);
    callers.add(caller);
    threads.add(thread);
    thread.start();
  }

  private void watch(long seconds) throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < end) {
      Thread.sleep(200);
      findHung();
    }
    callers.forEach(Caller::stop);
    long patience = System.nanoTime() + (HANGS_AFTER_SECONDS + 15) * 1_000_000_000L;
    while (threads.stream().anyMatch(Thread::isAlive) && System.nanoTime() < patience) {
      Thread.sleep(50);
      findHung();
    }
  }

  /** A call that hangs is told once, with all that was going on, and is interrupted. */
  private void findHung() {
    for (int i = 0; i < callers.size(); i++) {
      Caller caller = callers.get(i);
      if (caller.isNewlyHung(HANGS_AFTER_SECONDS) && threads.get(i).isAlive()) {
        String call = caller.current().replaceAll("\\(.*", "");
        findings.addHarm(
            "hangs for more than %d s: %s".formatted(HANGS_AFTER_SECONDS, call),
            Hang.report(caller, callers));
        threads.get(i).interrupt();
      }
    }
  }

  private static String stack(Thread thread) {
    StringBuilder text = new StringBuilder("\n  thread " + thread.getName());
    Arrays.stream(thread.getStackTrace())
        .limit(16)
        .forEach(at -> text.append("\n    at ").append(at));
    return text.toString();
  }

  /** Closes all that is there, on a thread of its own: this is a call that might hang, too. */
  private void endAll() throws InterruptedException {
    Thread ending = new Thread(this::closeAll, "fuzz-end");
    ending.setDaemon(true);
    ending.start();
    ending.join(2 * HANGS_AFTER_SECONDS * 1000);
    if (ending.isAlive()) {
      findings.addHarm("closing all hangs", stack(ending));
    }
  }

  private void closeAll() {
    pool.endAll();
    for (Runnable each : List.<Runnable>of(Jails::stopAll, OpenThings::closeEverything)) {
      try {
        each.run();
      } catch (RuntimeException | Error refused) {
        findings.judge("closing all", false, refused);
      }
    }
    pool.endAll();
  }

  private void judge(HostState before, Places places) throws IOException, InterruptedException {
    long end = System.nanoTime() + SECONDS_TO_VANISH * 1_000_000_000L;
    List<String> left = List.of("never looked");
    while (!left.isEmpty() && System.nanoTime() < end) {
      System.gc(); // open files that nobody closed are told only if they are held
      Thread.sleep(200);
      left = new ArrayList<>(before.differences(HostState.take(places.outside())));
      HostState.strayThreads().forEach(left::add);
    }
    left.forEach(each -> findings.addHarm("the host is otherwise: " + shortened(each), each));
  }

  private static String shortened(String line) {
    return line.length() < 120 ? line : line.substring(0, 120) + "...";
  }

  private void report() {
    Map<String, Long> counts = new TreeMap<>();
    callers.forEach(caller -> caller.counts().forEach((key, n) -> counts.merge(key, n, Long::sum)));
    counts.forEach((name, number) -> System.out.printf("%9d  %s%n", number, name));
    findings.lines().forEach(System.out::println);
    System.out.printf(
        "fuzz: %d calls of %d classes, %d kinds of harm, %d of errors%n",
        counts.values().stream().mapToLong(Long::longValue).sum(),
        counts.size(),
        findings.harms(),
        findings.lines().size() - findings.harms());
  }
}
