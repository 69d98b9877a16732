package org.cellblock.containers.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.place.RuntimePlace;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.OwnLinux;
import org.cellblock.linux.SyscallException;
import org.cellblock.linux.UserNamespace;

/**
 * An engine of this process's own: dockerd, and what it starts, in a cell with a network, mounts,
 * processes and a cgroup of their own.
 *
 * <p>The bridge, the rules and the settings of its network, mounts of layers and all processes are
 * the cell's: however this process ends, they go with it. The host sees a socket that only this
 * user reaches, and the layers, in this process's temporary directory. From the host no port of a
 * container is reached: who wants to, asks in the cell.
 *
 * <p>What stays are modules that the kernel itself loads for a bridge or a rule, should it lack
 * them; those that dockerd asks for, which change the host's own bridges, it doesn't get.
 *
 * <p>Needs root, in version 1 and 2 of cgroups.
 *
 * @see <a href="https://docs.docker.com/reference/cli/dockerd/">dockerd</a>
 */
final class PrivateEngine implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** It takes a second, and on an emulated processor a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What the seed's containers are in; the engine would choose it too, where it is free. */
  private static final String BRIDGE = "172.17.0.1/16";

  private final String name;
  private final EngineFiles files;
  private final RuntimePlace place;
  private volatile Program dockerd;
  private volatile String version = "";

  private PrivateEngine(String name, EngineFiles files, RuntimePlace place) {
    this.name = name;
    this.files = files;
    this.place = place;
  }

  /**
   * Starts an engine and waits until it answers, which takes a second.
   *
   * @param progress hears a line at each step: what is awaited, what is there
   * @return the engine, to be closed
   * @throws IllegalStateException where none can run, with what is missing and what to do; where it
   *     ended or didn't answer, with the cause and its last lines
   * @throws java.util.concurrent.CancellationException when the thread is interrupted; nothing is
   *     left then
   */
  static PrivateEngine start(Consumer<String> progress) {
    Given.notNull(progress, "progress", "one that hears lines");
    checkRoot();
    EnginePrograms programs = EnginePrograms.find();
    PrivateEngine opened = open();
    try {
      opened.begin(programs);
      progress.accept("dockerd starts, %s".formatted(opened.files.storage()));
      opened.await();
      progress.accept("engine %s is ready".formatted(opened.version));
      return opened;
    } catch (RuntimeException refused) {
      opened.close();
      throw refused;
    }
  }

  /**
   * Refuses a user namespace. In one of one user the engine starts and takes images, and runc makes
   * no container: the group that terminals are given to, 5, isn't there, nor are cgroups.
   */
  static void checkRoot() {
    if (!UserNamespace.isRootOfAllUsers()) {
      throw new IllegalStateException(
          "Docker's engine needs root of the machine: in a user namespace its containers lack group"
              + " 5, for terminals, and cgroups: start the notebook as root, or take "
              + OwnLinux.way());
    }
  }

  private static PrivateEngine open() {
    String name = "docker-" + COUNT.incrementAndGet();
    EngineFiles files = EngineFiles.make();
    try {
      RuntimePlace place =
          RuntimePlace.open(
              name, () -> cgroup(name), Namespace.NETWORK, Namespace.IPC, Namespace.UTS);
      place.cell().whenClosed(files::remove);
      return new PrivateEngine(name, files, place);
    } catch (RuntimeException refused) {
      files.remove();
      throw refused;
    }
  }

  private static RuntimeCgroup cgroup(String name) {
    try {
      return RuntimeCgroup.make(name, true);
    } catch (SyscallException | IllegalStateException refused) {
      throw new IllegalStateException(
          "Docker's engine makes cgroups, and here it may make none: start the notebook as root, or"
              + " take "
              + OwnLinux.way(),
          refused);
    }
  }

  private void begin(EnginePrograms programs) {
    place.prepare(
        () -> {
          place.cgroup().protectParents();
          files.mount(programs.links());
        });
    programs.environment(files.programs(), files.temporary()).forEach(place.cell()::environment);
    Map<String, Path> rules = programs.rules(place);
    link(rules);
    place.cell().environment("DOCKER_DRIVER", files.driver()); // it stands above the option
    dockerd = place.cell().start(programs.dockerd().toString(), options());
  }

  private void link(Map<String, Path> rules) {
    try {
      place.cell().call(() -> files.link(rules));
    } catch (IOException full) {
      throw new UncheckedIOException("make links for " + name, full);
    }
  }

  private String[] options() {
    List<String> options = new ArrayList<>(files.options());
    options.add("--cgroup-parent=" + Path.of(place.cgroup().path()).resolveSibling("docker"));
    options.add("--exec-opt=native.cgroupdriver=cgroupfs");
    options.add("--bip=" + BRIDGE);
    options.add("--group=root");
    return options.toArray(String[]::new);
  }

  private void await() {
    Deadline deadline =
        Deadline.in(
            PATIENCE,
            "dockerd of %s to answer on its socket".formatted(name),
            "its last lines tell what it was at; try again when the machine has less to do");
    Optional<String> answer =
        HostThread.call(() -> EngineReady.version(files.socket(), dockerd::isRunning, deadline));
    version = answer.orElseThrow(() -> refused(deadline));
  }

  private IllegalStateException refused(Deadline deadline) {
    if (!place.cell().isOpen()) {
      return new IllegalStateException(
          "engine %s was closed before it was ready: start another".formatted(name));
    }
    if (dockerd.isRunning()) {
      return deadline.over("its last lines:\n  " + last(log()));
    }
    Output output = dockerd.waitFor(); // what it wrote at its end, too
    return new IllegalStateException(
        "engine %s ended before it was ready: %s [%s]%nits last lines:%n  %s"
            .formatted(
                name, EngineLog.cause(output.stderr()), output.status(), last(output.stderr())));
  }

  private static String last(String log) {
    return String.join("\n  ", EngineLog.last(log));
  }

  /** Returns its socket, to be connected to from the host. */
  Path socket() {
    return files.socket();
  }

  /** Returns its version, as the engine says it, for example {@code 20.10.24+dfsg1}. */
  String version() {
    return version;
  }

  /** Returns its storage driver, {@code overlay2} or {@code vfs}. */
  String storageDriver() {
    return files.driver();
  }

  /** Returns what it has written until now. */
  String log() {
    return dockerd.stderr();
  }

  /** Returns dockerd's process id on the host. */
  long pid() {
    return dockerd.pid();
  }

  /** Says whether it runs; it is to be closed also when it has ended by itself. */
  boolean isOpen() {
    return place.cell().isOpen() && dockerd.isRunning();
  }

  /** Returns the cell that it works in: programs started there are in its network. */
  RuntimePlace place() {
    return place;
  }

  /** Returns what its containers' cgroups are below. */
  RuntimeCgroup cgroup() {
    return place.cgroup();
  }

  /**
   * Translates a process id that the engine tells to the host's.
   *
   * @param pid of a process in its pid namespace, or below
   * @return its id on the host; empty when it has ended
   */
  Optional<Long> hostPid(long pid) {
    return place.hostPid(pid);
  }

  /** Kills it with all its containers, and removes layers and cgroups. */
  @Override
  public void close() {
    place.close();
  }

  /** Returns {@code engine docker-1 (20.10.24, overlay2)}. */
  @Override
  public String toString() {
    return "engine %s (%s, %s)".formatted(name, isOpen() ? version : "closed", files.driver());
  }
}
