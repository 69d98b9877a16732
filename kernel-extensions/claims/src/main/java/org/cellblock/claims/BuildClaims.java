package org.cellblock.claims;

import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.containers.root.RootFs;

/** What is a container built from, and what does that cost? */
final class BuildClaims {

  private static final int ROUNDS = 10;

  /** A busy machine gets more rounds. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A container may cost that many times what its program costs alone. */
  private static final double LIGHT = 20;

  private static final double NANOS_PER_MILLI = 1e6;

  /** What runc(8) sets besides namespaces and cgroups, by the names in its configuration. */
  private static final List<String> OTHERS =
      List.of("capabilities", "rlimits", "noNewPrivileges", "maskedPaths", "readonlyPaths", "root");

  private BuildClaims() {}

  @Checks("C005")
  static Evidence madeOfNamespacesAndCgroups() throws IOException {
    return Trial.temporarily(
        bundle -> {
          Trial.onHost("runc", "spec", "--bundle", bundle.toString());
          return madeOfNamespacesAndCgroups(
              JsonParser.parseString(Files.readString(bundle.resolve("config.json")))
                  .getAsJsonObject());
        });
  }

  static Evidence madeOfNamespacesAndCgroups(JsonObject spec) {
    JsonObject process = spec.getAsJsonObject("process");
    JsonObject linux = spec.getAsJsonObject("linux");
    List<String> others =
        OTHERS.stream()
            .filter(key -> Stream.of(spec, process, linux).anyMatch(part -> part.has(key)))
            .toList();
    return Evidence.correctedIf(
        !others.isEmpty(),
        "runc's default configuration sets %d namespaces, and besides: %s",
        linux.getAsJsonArray("namespaces").size(),
        String.join(", ", others));
  }

  @Checks("C020")
  static Evidence aContainerIsLight() {
    List<Double> plain = new ArrayList<>();
    List<Double> container = new ArrayList<>();
    long end = System.nanoTime() + LONGEST_NANOS;
    Evidence evidence;
    do {
      plain.add(millis(() -> Trial.onHost("true")));
      container.add(millis(BuildClaims::runInside));
      evidence = light(plain, container);
    } while (plain.size() < ROUNDS
        || evidence.verdict() != Verdict.CONFIRMED && System.nanoTime() < end);
    return evidence;
  }

  private static void runInside() {
    try (Cell cell = Trial.container()) {
      Trial.in(cell, "true");
    }
  }

  /** Compares the shortest rounds: whatever else the machine does only makes them longer. */
  static Evidence light(List<Double> plainMillis, List<Double> containerMillis) {
    double plain = Collections.min(plainMillis);
    double container = Collections.min(containerMillis);
    return Evidence.confirmedIf(
        container < LIGHT * plain,
        "a whole container that runs one program takes %.1f ms, the program alone %.1f ms; no"
            + " kernel boots",
        container,
        plain);
  }

  private static double millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }

  @Checks("C021")
  static Evidence bothAreNeeded() throws IOException {
    String root = Trial.onHost("stat", "-c", "%d:%i", "/");
    try (Cell rootless = Trial.cell(UTS, MOUNT, PID, IPC, NETWORK);
        Cell shared = Trial.another(MOUNT)) {
      String without = Trial.in(rootless, "stat", "-c", "%d:%i", "/");
      shared.pivotRoot(RootFs.busybox());
      String with = Trial.in(shared, "stat", "-c", "%d:%i", "/");
      boolean seesUs = shared.call(() -> ProcReader.pids().contains(ProcReader.self()));
      return Evidence.confirmedIf(
          without.equals(root) && !with.equals(root) && seesUs,
          "without a root of its own a cell's / is the host's, %s; with one it is %s, but without"
              + " a pid namespace it %s process %d, this one",
          root,
          with,
          seesUs ? "still sees" : "doesn't see",
          ProcReader.self());
    }
  }
}
