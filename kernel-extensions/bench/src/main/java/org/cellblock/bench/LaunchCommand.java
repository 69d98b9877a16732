package org.cellblock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cellblock.linux.UserNamespace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench launch}: a container from a cell beside those of other tools. */
@Command(
    name = "launch",
    description = {
      "A container with five new namespaces (mount, uts, ipc, network, pid), its own root and"
          + " /proc, that runs true and is gone: from a cell, by each system of the library, and by"
          + " each tool that is here. chroot(1) has another root only.",
      "Ours is timed in this JVM, from Cell.open, or the like, to the return of close; a cell's thread"
          + " and its busybox tree are made ahead, in the pause before, as they are between a"
          + " learner's cells. A tool's"
          + " time is taken by a small C program, from its posix_spawn to the return of waitpid; the"
          + " C floor does the cell's system calls itself. All take turns, the slow ones less often;"
          + " the first rounds don't count. Jail, Lxc and Runc are our classes: the second and third"
          + " start the real programs, in a cell of their own. Pod of two is by hand, from cells: a pause process"
          + " with an address, two containers that join it, and true in one of them."
    },
    mixinStandardHelpOptions = true)
final class LaunchCommand implements Callable<Integer> {
  private static final double NANOS_PER_MILLI = 1e6;

  /** So that those that take long don't make the whole take minutes. */
  private static final Duration LONGEST = Duration.ofMillis(50);

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "print one JSON object instead of a table")
  private boolean json;

  @Option(names = "--rounds", defaultValue = "60", description = "that count: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(names = "--warm-up", defaultValue = "30", description = "that don't: ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(
      names = "--pause",
      defaultValue = "10",
      description = "milliseconds after each run: ${DEFAULT-VALUE}")
  private int pause;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1 || warmUp < 0 || pause < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "rounds [%d], warm-up [%d], pause [%d]: expected one round or more, and none below 0"
              .formatted(rounds, warmUp, pause));
    }
    double first = Ours.cell().runOnce() / NANOS_PER_MILLI;
    LineUp lineUp = new LineUp();
    try (Workshop shop = Workshop.open();
        BenchEngine engine = new BenchEngine()) {
      for (Ours ours : Ours.all(engine)) {
        lineUp.admit(ours.name(), () -> ours);
      }
      LaunchResult result = raceOthers(shop, lineUp, engine, first);
      spec.commandLine().getOut().println(json ? result.json() : result.text());
    }
    return 0;
  }

  private LaunchResult raceOthers(Workshop shop, LineUp lineUp, BenchEngine engine, double first)
      throws IOException, InterruptedException {
    Peers peers =
        new Peers(shop, Stopwatch.compile(shop.directory()), UserNamespace.isRootOfAllUsers());
    lineUp.admit(Peers.FLOOR, peers::floor);
    lineUp.admit("chroot(1)", peers::chroot);
    lineUp.admit(Peers.UNSHARE, peers::unshare);
    lineUp.admit("bwrap", peers::bwrap);
    lineUp.admit("lxc-execute", peers::lxc);
    lineUp.admit("crun", peers::crun);
    lineUp.admit(Peers.RUNC, peers::runc);
    lineUp.admit("runsc", peers::runsc);
    lineUp.admit("docker", () -> peers.docker(engine));
    Race race = new Race(warmUp, rounds, Duration.ofMillis(pause), LONGEST);
    Map<String, Samples> samples = race.run(lineUp.present());
    return new LaunchResult(about(), first, samples, lineUp.absent());
  }

  private String about() throws IOException {
    return "cell launch, %d rounds, %s, Java %s, %d CPUs, load %s"
        .formatted(
            rounds,
            UserNamespace.isRootOfAllUsers() ? "root" : "rootless",
            Runtime.version().feature(),
            Runtime.getRuntime().availableProcessors(),
            Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
  }
}
