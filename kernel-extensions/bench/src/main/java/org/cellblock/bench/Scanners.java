package org.cellblock.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.procfs.NamespaceInfo;

/**
 * The ways to find all namespaces.
 *
 * @param scan the compiled C scan
 * @param watch takes the time of tools
 */
record Scanners(Path scan, Stopwatch watch) {

  static final String OURS = "Procfs, processes";
  static final String ALONE = "Procfs, one thread";
  static final String ALL = "Procfs, all holders";
  static final String LSNS = "lsns";
  static final String FLOOR = "C scan";
  static final String CINF = "cinf (Go)";

  /** In this JVM: what cinf shows. */
  static Contestant ours() {
    return inJvm(OURS, NamespaceInfo::readOfProcesses);
  }

  /** In this JVM: the same with one thread, as the C scan has. */
  static Contestant alone() {
    return inJvm(ALONE, NamespaceInfo::readOfProcessesAlone);
  }

  /** In this JVM: what {@code Procfs.namespaces()} shows, with threads, fds and mounts. */
  static Contestant all() {
    return inJvm(ALL, NamespaceInfo::readAll);
  }

  Contestant lsns() {
    return watch.tool(
        LSNS, Workshop.which("lsns", "util-linux"), "-o", "NS,TYPE,NPROCS,PID,UID,COMMAND");
  }

  /** Panics without a terminal, so it gets one of script(1). */
  Contestant cinf() {
    String script = Workshop.which("script", "bsdutils");
    String cinf = Workshop.which("cinf");
    return watch.tool(CINF, script, "-qec", "stty cols 150; " + cinf, "/dev/null");
  }

  /** Takes its own time, of the second scan in its process: no start is in it. */
  Contestant floor() {
    return Contestant.of(FLOOR, () -> Stopwatch.nanos(run()));
  }

  private String run() {
    Output output = Host.run(scan.toString());
    if (!output.succeeded()) {
      throw new IllegalStateException(output.toString().strip());
    }
    return output.stdout();
  }

  private static Contestant inJvm(String name, Supplier<List<NamespaceInfo>> work) {
    return Contestant.of(
        name,
        () -> {
          long start = System.nanoTime();
          List<NamespaceInfo> found = work.get();
          long nanos = System.nanoTime() - start;
          if (found.isEmpty()) {
            throw new IllegalStateException("no namespace found");
          }
          return nanos;
        });
  }
}
