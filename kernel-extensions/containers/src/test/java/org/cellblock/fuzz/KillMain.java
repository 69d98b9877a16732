package org.cellblock.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Lateness;

/**
 * Kills a {@link Life} with -9 at random moments, and looks whether all that it made has gone
 * within two seconds. It runs on a machine that may be lost.
 *
 * <p>A busy machine is late with everything. How late it is now tells a control: a shell that
 * notices the end of a pipe at the same moment and takes 0.4 s at least. What it takes longer is
 * allowed.
 *
 * <p>Arguments: points, seed, a directory that nobody touches. Exit status 1 when something was
 * left.
 */
public final class KillMain {

  private static final long PROMISED_MILLIS = Lateness.PROMISED.toMillis();
  private static final long GIVEN_UP_MILLIS = 20_000;
  private static final int LONGEST_LIFE_MILLIS = 2_500;

  /** Killed in the milliseconds in which it loads a library, one leaves that to the next start. */
  private static final String NATIVE = "/cellblock-native-";

  private final Path outside;
  private final Random random;
  private final Set<Long> pids = new HashSet<>();
  private long latest;
  private int bad;

  private KillMain(Path outside, long seed) {
    this.outside = outside;
    this.random = new Random(seed);
  }

  public static void main(String[] arguments) throws Exception {
    int points = Integer.parseInt(arguments[0]);
    KillMain killer = new KillMain(Path.of(arguments[2]), Long.parseLong(arguments[1]));
    killer.rehearse();
    HostState before = HostState.take(killer.outside);
    for (int i = 1; i <= points; i++) {
      before = killer.kill(i, before);
    }
    killer.sweep();
    System.out.printf(
        "kill: %d points, %d with something left, the latest seen after %d ms%n",
        points, killer.bad, killer.latest);
    System.exit(killer.bad == 0 ? 0 : 1);
  }

  /** A whole life: what the first one leaves for good, such as the root file system's cache. */
  private void rehearse() throws IOException, InterruptedException {
    Process life = life(0, 1);
    Stream<String> told = life.inputReader().lines();
    told.filter(line -> line.startsWith("left out")).forEach(System.out::println);
    if (life.waitFor() != 0) {
      throw new IllegalStateException("a life ended with status " + life.exitValue());
    }
    Thread.sleep(PROMISED_MILLIS);
  }

  private static Process life(long seed, int rounds) throws IOException {
    List<String> words = new ArrayList<>(Sacrificial.java(Life.class));
    words.add(Long.toString(seed));
    words.add(Integer.toString(rounds));
    return new ProcessBuilder(words).redirectErrorStream(true).start();
  }

  /** Returns what the next point begins with: what is left of this one is told once. */
  private HostState kill(int number, HostState before) throws IOException, InterruptedException {
    long seed = random.nextLong();
    int moment = random.nextInt(LONGEST_LIFE_MILLIS);
    Process life = life(seed, Integer.MAX_VALUE);
    pids.add(life.pid());
    try (BufferedReader told = life.inputReader();
        Lateness late = new Lateness()) {
      told.readLine();
      drain(told);
      Thread.sleep(moment);
      late.begin();
      life.destroyForcibly();
      String point = "point %d, seed %d, %d ms".formatted(number, seed, moment);
      boolean isClean = judge(point, before, late);
      life.waitFor();
      return isClean ? before : HostState.take(outside);
    }
  }

  private static void drain(BufferedReader told) {
    Thread reading = new Thread(() -> read(told), "reads");
    reading.setDaemon(true);
    reading.start();
  }

  private static void read(BufferedReader told) {
    try {
      while (told.readLine() != null) {
        continue;
      }
    } catch (IOException | java.io.UncheckedIOException ended) {
      return;
    }
  }

  /** Takes the last look at which something is left by the moment at which it began. */
  private boolean judge(String point, HostState before, Lateness machine)
      throws IOException, InterruptedException {
    List<String> left;
    List<String> last = List.of();
    long seen = 0;
    do {
      long begun = machine.sinceBegin().toMillis();
      left = left(before);
      if (!left.isEmpty()) {
        seen = begun;
        last = left;
        Thread.sleep(20);
      }
    } while (!left.isEmpty() && seen < GIVEN_UP_MILLIS);
    long late = machine.late().toMillis();
    latest = Math.max(latest, seen);
    if (!left.isEmpty() || seen > PROMISED_MILLIS + late) {
      bad++;
      System.out.printf("LEFT after %d ms (machine %d ms late), %s%n", seen, late, point);
      last.forEach(each -> System.out.println("  " + each));
    }
    return left.isEmpty();
  }

  /** What the shell that measures is and does isn't the killed one's. */
  private List<String> left(HostState before) throws IOException {
    List<String> left = before.differences(HostState.take(outside));
    left.removeIf(line -> line.contains(Lateness.SCRIPT) || line.contains("command sleep 0.2,"));
    left.removeIf(line -> line.contains("grep -lsE ^nothing"));
    left.removeIf(line -> line.contains(NATIVE));
    return left;
  }

  /** Empty cgroups, and a library that was being loaded, may be left until the next start. */
  private void sweep() throws IOException, InterruptedException {
    rehearse();
    for (String each : new String[] {"/tmp", "/var/tmp"}) {
      try (Stream<Path> all = Files.list(Path.of(each))) {
        List<Path> left = all.filter(path -> path.toString().contains(NATIVE)).toList();
        bad += left.size();
        left.forEach(path -> System.out.println("LEFT after the next start: " + path));
      }
    }
    Cgroups.sweep();
    RuntimeCgroup.sweep();
    try (Stream<Path> all = Files.walk(Path.of("/sys/fs/cgroup"))) {
      List<Path> left = all.filter(this::isOfALife).toList();
      bad += left.isEmpty() ? 0 : 1;
      left.forEach(each -> System.out.println("LEFT after the sweep: " + each));
    } catch (java.io.UncheckedIOException removedMeanwhile) {
      System.out.println("cgroups came and went while they were listed");
    }
  }

  private boolean isOfALife(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith("cellblock-")
        && pids.stream().anyMatch(pid -> name.contains("-" + pid + "-"));
  }
}
