package org.cellblock.bench;

import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.util.List;
import java.util.function.Supplier;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.jail.Jail;
import org.cellblock.containers.lxc.Lxc;
import org.cellblock.containers.oci.Runc;
import org.cellblock.containers.pod.Pod;
import org.cellblock.containers.pod.PodSpec;
import org.cellblock.containers.root.RootFs;

/**
 * Ours, in this JVM: what a learner types.
 *
 * @param name the name in the table
 * @param work runs {@code true} in a container and ends that
 */
record Ours(String name, Supplier<Output> work) implements Contestant {

  /** Returns all of them, the cell first. */
  static List<Ours> all(BenchEngine engine) {
    return List.of(cell(), layers(), jail(), bundle(), pod(), lxc(), runc(), docker(engine));
  }

  static Ours cell() {
    return new Ours(LaunchResult.OURS, () -> inCell(RootFs.busybox()));
  }

  private static Ours layers() {
    return new Ours("cell, layers", () -> inCell(RootFs.layers(RootFs.busybox())));
  }

  private static Ours jail() {
    Jail jail =
        Jail.named("bench").rootFs(RootFs.busybox()).hostname("bench").set("persist", "true");
    return new Ours(
        "Jail",
        () -> {
          try {
            return jail.start().exec("true");
          } finally {
            jail.stop();
          }
        });
  }

  private static Ours bundle() {
    return new Ours(
        "Bundle.asCell",
        () -> {
          try (Cell cell = Runc.bundle(RootFs.busybox()).asCell()) {
            return cell.run("true");
          }
        });
  }

  private static Ours pod() {
    PodSpec two =
        Pod.named("bench").container("app", "sleep", "100").container("sidecar", "sleep", "100");
    return new Ours(
        "Pod of two",
        () -> {
          try (Pod pod = two.start()) {
            return pod.exec("app", "true");
          }
        });
  }

  private static Ours lxc() {
    return new Ours(
        "Lxc",
        () -> {
          try (Lxc lxc = Lxc.named("bench")) {
            return lxc.start().run("true");
          }
        });
  }

  private static Ours runc() {
    return new Ours("Runc", () -> Runc.run(Runc.bundle(RootFs.busybox()), "true"));
  }

  private static Ours docker(BenchEngine engine) {
    return new Ours(
        "Docker", () -> engine.get().container("busybox", "true").network("none").output());
  }

  @Override
  public long runOnce() {
    long start = System.nanoTime();
    Output output = work.get();
    long nanos = System.nanoTime() - start;
    if (!output.succeeded()) {
      throw new IllegalStateException("true by %s: %s".formatted(name, output));
    }
    return nanos;
  }

  private static Output inCell(RootFs root) {
    try (Cell cell = Cell.open("bench")) {
      return cell.unshare(MOUNT, UTS, IPC, NETWORK, PID).pivotRoot(root).run("true");
    }
  }
}
