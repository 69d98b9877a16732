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
import picocli.CommandLine.Spec;

/** {@code bench launch}: a container from a cell beside those of other tools. */
@Command(
    name = "launch",
    description = {
      "A container with five new namespaces (mount, uts, ipc, network, pid), its own root and"
          + " /proc, that runs true and is gone: from a cell, and by each tool that is here.",
      "A cell's time is taken in this JVM, from Cell.open to the return of close. A tool's is taken"
          + " by a small C program, from its posix_spawn to the return of waitpid; the C floor does"
          + " the cell's system calls itself. All take turns; the first rounds don't count."
    },
    mixinStandardHelpOptions = true)
final class LaunchCommand implements Callable<Integer> {
  private static final double NANOS_PER_MILLI = 1e6;

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
    CellContestant ours = new CellContestant(LaunchResult.OURS);
    double first = ours.runOnce() / NANOS_PER_MILLI;
    LineUp lineUp = new LineUp();
    try (Workshop shop = Workshop.open()) {
      lineUp.admit(ours.name(), () -> ours);
      LaunchResult result = raceOthers(shop, lineUp, first);
      spec.commandLine().getOut().println(json ? result.json() : result.text());
    }
    return 0;
  }

  private LaunchResult raceOthers(Workshop shop, LineUp lineUp, double first)
      throws IOException, InterruptedException {
    Peers peers = new Peers(shop, Stopwatch.compile(shop.directory()));
    lineUp.admit("C floor", peers::floor);
    lineUp.admit(Peers.UNSHARE, peers::unshare);
    lineUp.admit("bwrap", peers::bwrap);
    lineUp.admit("lxc-execute", peers::lxc);
    lineUp.admit(Peers.RUNC, () -> peers.runc(UserNamespace.isRootOfAllUsers()));
    boolean hasImage = lineUp.admit("docker", peers::docker);
    try {
      Race race = new Race(warmUp, rounds, Duration.ofMillis(pause));
      Map<String, Samples> samples = race.run(lineUp.present());
      return new LaunchResult(about(), first, samples, lineUp.absent());
    } finally {
      if (hasImage) {
        peers.removeImage();
      }
    }
  }

  private String about() throws IOException {
    return "cell launch, %d runs each in turns, %s, Java %s, %d CPUs, load %s"
        .formatted(
            rounds,
            UserNamespace.isRootOfAllUsers() ? "root" : "rootless",
            Runtime.version().feature(),
            Runtime.getRuntime().availableProcessors(),
            Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
  }
}
