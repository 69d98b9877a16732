package org.cellblock.containers.pod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Compared;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Steps;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * A pod that was started, by hand from cells: containers that share network, IPC and host name.
 *
 * <p>A pause process holds what they share, and so a container can end and start again without a
 * change of that. Each container has mounts and pids of its own; {@link
 * PodSpec#shareProcessNamespace} shares the pids too.
 *
 * <p>Needs root, or a notebook kernel in a user namespace of its own. Limits need a cgroup that may
 * have others below it, of version 1 or 2; an address needs the program {@code ip}. Where one of
 * these isn't, the pod starts without, and {@link #toString} says so.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/">Pods</a>
 */
public final class Pod implements Compared, AutoCloseable {

  private final PodSpec spec;
  private final Sandbox sandbox;
  private final List<PodContainer> containers = new ArrayList<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private boolean closed;

  Pod(PodSpec spec, Sandbox sandbox) {
    this.spec = spec;
    this.sandbox = sandbox;
    sandbox.without().forEach(each -> notes.add("without " + each));
    for (ContainerSpec each : spec.containers()) {
      containers.add(new PodContainer(spec, sandbox, each));
    }
  }

  /**
   * Defines a pod that has nothing but a name.
   *
   * @param name 1 to 31 lowercase letters, digits or dashes
   * @return the definition, to get containers and be started
   * @throws IllegalArgumentException for another name
   */
  public static PodSpec named(String name) {
    return new PodSpec(name);
  }

  /**
   * Reads a manifest with one pod: that part of it which namespaces and cgroups answer to.
   *
   * <p>That is {@code metadata.name}; of {@code spec} hostname, shareProcessNamespace,
   * restartPolicy, resources.limits, volumes with emptyDir or hostPath, initContainers and
   * containers; of these name, image, command, args, env, resources.limits of memory and cpu, and
   * volumeMounts. Unless it says otherwise its restart policy is Always.
   *
   * @param yaml a document of apiVersion v1 and kind Pod
   * @return the definition, to be started
   * @throws IllegalArgumentException for anything else, with its path in the document and its line
   * @see <a
   *     href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/">Pod
   *     v1</a>
   */
  public static PodSpec parse(String yaml) {
    return Manifest.parse(yaml);
  }

  /** Returns the pod's name, also that of the cell that its pause process is in. */
  @Override
  public String name() {
    return spec.name();
  }

  /** Returns what it was started from. */
  public PodSpec spec() {
    return spec;
  }

  /**
   * Returns the pause process.
   *
   * @return its process id as the host sees it
   * @throws IllegalStateException when the pod is closed
   */
  @Override
  public long pid() {
    checkOpen();
    return sandbox.pause();
  }

  /** Returns the cell whose pid 1 is the pause process. */
  public Cell cell() {
    return sandbox.cell();
  }

  /**
   * Returns the address that all its containers have, on the network of this notebook's pods.
   *
   * @throws IllegalStateException where it has none
   */
  public String address() {
    if (sandbox.address() == null) {
      throw new IllegalStateException(this + ": it has no address");
    }
    return sandbox.address();
  }

  /** Returns its containers, in the order of their start. */
  public List<PodContainer> containers() {
    return List.copyOf(containers);
  }

  /**
   * Finds a container.
   *
   * @param name its name in the pod
   * @return the container
   * @throws IllegalArgumentException when there is none of this name
   */
  public PodContainer container(String name) {
    return containers.stream()
        .filter(each -> each.spec().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "container [%s]: expected one of pod %s: %s"
                        .formatted(
                            name,
                            name(),
                            containers.stream().map(each -> each.spec().name()).toList())));
  }

  /**
   * Runs a program in a container and waits until it has ended.
   *
   * @param container its name
   * @param program a path, or a name to be found in the {@code PATH} of the container's root
   * @param arguments what it gets, each as it stands: no shell reads them
   * @return what it wrote and how it ended
   * @throws IllegalStateException when the container's own program has ended
   */
  public Output exec(String container, String program, String... arguments) {
    return container(container).exec(program, arguments);
  }

  /**
   * Returns what a container's program has written since it was started last.
   *
   * @param container its name
   * @return its output, then its errors
   */
  public String logs(String container) {
    return container(container).logs();
  }

  /**
   * Kills a container and starts it again; what the pod shares stays as it is, the address too.
   *
   * @param container its name
   * @return this pod
   * @throws IllegalStateException when the pod is closed
   */
  public Pod restart(String container) {
    container(container).restart();
    return this;
  }

  /**
   * Shows its containers, as {@code kubectl get pod} and {@code kubectl describe} do.
   *
   * @return columns pod, container, state (STRING), pid (LONG, missing when it has ended), restarts
   *     (INTEGER), command (STRING)
   */
  public Table status() {
    return Tables.of("pod " + name(), Row.class, rows());
  }

  /**
   * Lists the namespaces that the pod has and the host has not, as lsns(8) does.
   *
   * @return columns type (STRING), ns, nprocs, pid (LONG), command, of (STRING: who is in it); see
   *     {@link PodNamespace}
   * @throws IllegalStateException when the pod is closed
   */
  public Table namespaces() {
    return Tables.of(
        "namespaces of pod " + name(), PodNamespace.class, PodNamespace.readAll(pids()));
  }

  /**
   * Returns the cgroup around all, in which each container has one below.
   *
   * @throws IllegalStateException when it has none, as no limit was asked for
   * @throws org.cellblock.linux.SyscallException what this machine answered that allows none
   */
  public Cgroup cgroup() {
    return sandbox.having(sandbox.cgroup());
  }

  /** Returns its definition as a manifest. */
  public String toYaml() {
    return spec.toYaml();
  }

  /** Draws the pod: what is shared, the pause process, the containers with their processes. */
  public Box picture() {
    return PodPicture.of(this);
  }

  /** Says whether it has not been closed. */
  public synchronized boolean isOpen() {
    return !closed;
  }

  /**
   * Ends all containers, and what they shared with the pause process. A second time does nothing.
   *
   * @throws IllegalStateException when something couldn't be ended, and which; all else is
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    Pods.remove(this);
    List<Runnable> steps = new ArrayList<>();
    containers.forEach(each -> steps.add(each::close));
    steps.add(sandbox.cell()::close);
    Steps.runAllUninterrupted(steps);
  }

  /** Returns {@code pod shop (2 of 2 running, 10.88.0.2)}. */
  @Override
  public String toString() {
    if (!isOpen()) {
      return "pod %s (closed)".formatted(name());
    }
    long running = containers.stream().filter(PodContainer::isRunning).count();
    return "pod %s (%d of %d running%s)".formatted(name(), running, containers.size(), notes());
  }

  /** Starts all; whoever closes the pod meanwhile ends what there is. */
  void startAll() {
    sandbox.cell().whenClosed(this::close);
    for (ContainerSpec each : spec.init) {
      PodContainer init = new PodContainer(spec, sandbox, each);
      sandbox.cell().beforeClosed(init::close);
      init.runToEnd();
    }
    containers.forEach(PodContainer::start);
    Restarts.watch(this);
  }

  void note(String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  /** Returns the address, and what this machine didn't allow, to be put behind something. */
  String notes() {
    StringBuilder text = new StringBuilder();
    if (sandbox.address() != null) {
      text.append(", ").append(sandbox.address());
    }
    notes.forEach(each -> text.append("; ").append(each));
    return text.toString();
  }

  /** Returns the processes of pause and of those containers that run, by name. */
  Map<String, Long> pids() {
    Map<String, Long> pids = new LinkedHashMap<>();
    pids.put(PodNames.PAUSE, pid());
    for (PodContainer each : containers) {
      if (each.isRunning()) {
        pids.put(each.spec().name(), each.program().pid());
      }
    }
    return pids;
  }

  List<Row> rows() {
    return containers.stream().filter(each -> each.program() != null).map(this::row).toList();
  }

  private Row row(PodContainer container) {
    boolean isRunning = container.isRunning();
    return new Row(
        name(),
        container.spec().name(),
        container.state(),
        isRunning ? OptionalLong.of(container.program().pid()) : OptionalLong.empty(),
        container.restarts(),
        String.join(" ", container.spec().argv()));
  }

  private void checkOpen() {
    if (!isOpen()) {
      throw new IllegalStateException(
          "pod %s is closed: start() of its spec makes a new one".formatted(name()));
    }
  }

  /**
   * One container of a pod.
   *
   * @param pod its pod's name
   * @param container its name
   * @param state {@code running}, or how its program ended
   * @param pid its program's process, while that runs
   * @param restarts how often it was started again
   * @param command what it runs
   */
  public record Row(
      String pod, String container, String state, OptionalLong pid, int restarts, String command) {}
}
