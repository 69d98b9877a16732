package org.cellblock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench scan}: all namespaces of many processes, beside those who find them too. */
@Command(
    name = "scan",
    description = {
      "All namespaces of many sleeping processes: found in this JVM, by lsns, by a C scan of the"
          + " same links, and by cinf where it is installed. The C scan answers the same and takes"
          + " its own time; a tool's is taken from its posix_spawn to the return of waitpid. All"
          + " take turns; the first rounds don't count."
    },
    mixinStandardHelpOptions = true)
final class ScanCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "print one JSON object instead of a table")
  private boolean json;

  @Option(
      names = "--processes",
      defaultValue = "3000",
      description = "how many sleep: ${DEFAULT-VALUE}")
  private int processes;

  @Option(
      names = "--groups",
      defaultValue = "36",
      description = "how many sets of namespaces they are in: ${DEFAULT-VALUE}")
  private int groups;

  @Option(names = "--growth", description = "from few processes to 10,000: ours and the C scan")
  private boolean growth;

  @Option(names = "--rounds", defaultValue = "15", description = "that count: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(names = "--warm-up", defaultValue = "5", description = "that don't: ${DEFAULT-VALUE}")
  private int warmUp;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (groups < 1 || processes < groups) {
      throw new ParameterException(
          spec.commandLine(),
          "processes [%d], groups [%d]: expected a process or more for each of one or more groups"
              .formatted(processes, groups));
    }
    try (Workshop shop = Workshop.open()) {
      Path sleepers = CCompiler.compile(shop.directory(), "sleepers", "-static");
      Path scan = CCompiler.compile(shop.directory(), "scan");
      Scanners scanners = new Scanners(scan, Stopwatch.compile(shop.directory()));
      spec.commandLine().getOut().println(measure(sleepers, scanners));
    }
    return 0;
  }

  private String measure(Path sleepers, Scanners scanners)
      throws IOException, InterruptedException {
    if (growth) {
      Growth result = Growth.measure(sleepers, scanners, groups);
      return json ? result.json() : result.text();
    }
    try (Sleepers started = Sleepers.start(sleepers, processes, groups)) {
      ScanResult result = race(started, scanners);
      return json ? result.json() : result.text();
    }
  }

  private ScanResult race(Sleepers sleepers, Scanners scanners)
      throws IOException, InterruptedException {
    LineUp lineUp = new LineUp();
    lineUp.admit(Scanners.OURS, Scanners::ours);
    lineUp.admit(Scanners.ALONE, Scanners::alone);
    lineUp.admit(Scanners.FLOOR, scanners::floor);
    lineUp.admit(Scanners.ALL, Scanners::all);
    lineUp.admit(Scanners.LSNS, scanners::lsns);
    lineUp.admit(Scanners.CINF, scanners::cinf);
    Race race = new Race(warmUp, rounds, Duration.ZERO);
    Map<String, Samples> samples = race.run(lineUp.present());
    return new ScanResult(about(sleepers), samples, lineUp.absent());
  }

  private String about(Sleepers sleepers) throws IOException {
    return "namespace scan, %d sleepers in %d groups, %d runs each in turns, Java %s, %d CPUs,"
            .formatted(sleepers.count(), groups, rounds, Runtime.version().feature(), cpus())
        + " load "
        + Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
  }

  private static int cpus() {
    return Runtime.getRuntime().availableProcessors();
  }
}
