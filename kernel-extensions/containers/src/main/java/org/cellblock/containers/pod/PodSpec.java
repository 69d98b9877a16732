package org.cellblock.containers.pod;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Given;

/**
 * What a pod is to be: what its containers share, and what each runs.
 *
 * <p>This is a definition, and never changes: each method returns another. {@link #start} makes a
 * {@link Pod} of it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/">Pod
 *     v1</a>
 */
public final class PodSpec {

  final String name;
  String hostname;
  List<ContainerSpec> init = List.of();
  List<ContainerSpec> containers = List.of();
  List<Volume> volumes = List.of();
  PodLimits limits = PodLimits.NONE;
  boolean sharesPids;
  RestartPolicy restartPolicy = RestartPolicy.NEVER;
  private Map<String, RootFs> images = Map.of();

  PodSpec(String name) {
    this.name = PodNames.check(name, "pod name");
  }

  private PodSpec copy() {
    PodSpec copy = new PodSpec(name);
    copy.hostname = hostname;
    copy.init = init;
    copy.containers = containers;
    copy.volumes = volumes;
    copy.limits = limits;
    copy.sharesPids = sharesPids;
    copy.restartPolicy = restartPolicy;
    copy.images = images;
    return copy;
  }

  /** Returns the pod's name. */
  public String name() {
    return name;
  }

  /** Returns the definitions of its containers, in the order of their start. */
  public List<ContainerSpec> containers() {
    return containers;
  }

  /**
   * Adds a container of busybox.
   *
   * @param name 1 to 31 lowercase letters, digits or dashes
   * @param command the program and its arguments, each as it stands: no shell reads them
   * @return another definition
   */
  public PodSpec container(String name, String... command) {
    return container(ContainerSpec.named(name).command(command));
  }

  /**
   * Adds a container.
   *
   * @param container its definition
   * @return another definition
   * @throws IllegalArgumentException when there is one of its name
   */
  public PodSpec container(ContainerSpec container) {
    PodSpec copy = copy();
    copy.containers = with(containers, container);
    return copy;
  }

  /**
   * Adds a container of busybox that is to end, successfully, before the next one starts.
   *
   * @param name 1 to 31 lowercase letters, digits or dashes
   * @param command the program and its arguments, each as it stands: no shell reads them
   * @return another definition
   */
  public PodSpec initContainer(String name, String... command) {
    return initContainer(ContainerSpec.named(name).command(command));
  }

  /**
   * Adds a container that is to end, successfully, before the next one starts.
   *
   * @param container its definition
   * @return another definition
   * @throws IllegalArgumentException when there is one of its name
   */
  public PodSpec initContainer(ContainerSpec container) {
    PodSpec copy = copy();
    copy.init = with(init, container);
    return copy;
  }

  /**
   * Sets the host name that all containers have; the pod's name otherwise.
   *
   * @param hostname 1 to 63 lowercase letters, digits or dashes
   * @return another definition
   */
  public PodSpec hostname(String hostname) {
    PodSpec copy = copy();
    copy.hostname = PodNames.hostname(hostname);
    return copy;
  }

  /**
   * Limits the memory of all containers together.
   *
   * @param size as {@link org.cellblock.containers.cgroup.Cgroup#memory} takes it: {@code 512m}
   * @return another definition
   */
  public PodSpec memory(String size) {
    return withLimits(limits.withMemory(size));
  }

  /**
   * Limits the CPU time of all containers together.
   *
   * @param cpus 0.01 to 1024
   * @return another definition
   */
  public PodSpec cpus(double cpus) {
    return withLimits(limits.withCpus(cpus));
  }

  /**
   * Adds a volume: an empty directory in memory, which goes with the pod, as {@code emptyDir} with
   * {@code medium: Memory}.
   *
   * @param name 1 to 31 lowercase letters, digits or dashes
   * @return another definition
   */
  public PodSpec emptyDir(String name) {
    return withVolume(new Volume(name, null));
  }

  /**
   * Adds a directory of the host as a volume; what a container writes there stays.
   *
   * @param name 1 to 31 lowercase letters, digits or dashes
   * @param directory absolute
   * @return another definition
   */
  public PodSpec hostPath(String name, Path directory) {
    return withVolume(new Volume(name, Given.notNull(directory, "volume", "a directory")));
  }

  /**
   * Has each container see the processes of the others.
   *
   * @return another definition
   */
  public PodSpec shareProcessNamespace() {
    PodSpec copy = copy();
    copy.sharesPids = true;
    return copy;
  }

  /**
   * Says what becomes of a container whose program has ended: nothing, unless this says otherwise.
   *
   * @param policy what
   * @return another definition
   */
  public PodSpec restartPolicy(RestartPolicy policy) {
    PodSpec copy = copy();
    copy.restartPolicy = Given.notNull(policy, "restart policy", "for example NEVER");
    return copy;
  }

  /**
   * Gives the root of those containers that have an image of this name: none is pulled from
   * anywhere. {@code busybox}, with any tag, is there.
   *
   * @param name as the containers have it
   * @param root their root
   * @return another definition
   */
  public PodSpec image(String name, RootFs root) {
    PodSpec copy = copy();
    copy.images = new LinkedHashMap<>(images);
    copy.images.put(
        Given.text(name, "image"), Given.notNull(root, "root", "a tree, RootFs.busybox()"));
    return copy;
  }

  /**
   * Starts the pod: what is shared first, then the init containers one after the other, then the
   * containers.
   *
   * @return the pod, to be closed
   * @throws IllegalArgumentException without a container, for one without a command or with an
   *     image or a volume that isn't there; when a pod, or another cell, has this name
   * @throws IllegalStateException when an init container fails; the pod is gone
   * @throws org.cellblock.linux.SyscallException when the kernel refuses a step; the pod is gone
   */
  public Pod start() {
    return Pods.start(this);
  }

  /** Returns the definition as a manifest that {@link Pod#parse} reads as the same. */
  public String toYaml() {
    return ManifestText.of(this);
  }

  /** Compares all but the roots that images were given. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PodSpec that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  /** Returns the manifest. */
  @Override
  public String toString() {
    return toYaml();
  }

  PodSpec withLimits(PodLimits other) {
    PodSpec copy = copy();
    copy.limits = other;
    return copy;
  }

  String hostname() {
    return hostname == null ? name : hostname;
  }

  /** Returns the root of a container. */
  RootFs root(ContainerSpec container) {
    RootFs given = images.get(container.image());
    if (given != null) {
      return given;
    }
    if (container.image().matches("(.*/)?busybox(:[^/]*)?")) {
      return RootFs.busybox();
    }
    throw new IllegalArgumentException(
        "image [%s] of container %s: nothing is pulled here; .image(\"%s\", root) gives it a root"
            .formatted(container.image(), container.name(), container.image()));
  }

  /** Refuses what can't be started. */
  void check() {
    if (containers.isEmpty()) {
      throw new IllegalArgumentException(
          "pod %s: expected a container: .container(\"app\", \"sleep\", \"100\")".formatted(name));
    }
    Stream.concat(init.stream(), containers.stream()).forEach(this::check);
  }

  private void check(ContainerSpec container) {
    root(container);
    if (container.argv().isEmpty()) {
      throw new IllegalArgumentException(
          "container %s: expected a command: no image's own is known here"
              .formatted(container.name()));
    }
    for (VolumeMount mount : container.mounts()) {
      if (volumes.stream().noneMatch(each -> each.name().equals(mount.name()))) {
        throw new IllegalArgumentException(
            "container %s mounts volume [%s]: expected one of the pod's: .emptyDir(\"%s\")"
                .formatted(container.name(), mount.name(), mount.name()));
      }
    }
  }

  private PodSpec withVolume(Volume volume) {
    if (volumes.stream().anyMatch(each -> each.name().equals(volume.name()))) {
      throw new IllegalArgumentException(
          "volume [%s]: expected each name once".formatted(volume.name()));
    }
    PodSpec copy = copy();
    copy.volumes = Stream.concat(volumes.stream(), Stream.of(volume)).toList();
    return copy;
  }

  private List<ContainerSpec> with(List<ContainerSpec> before, ContainerSpec more) {
    Given.notNull(more, "container", "ContainerSpec.named(\"app\")");
    boolean isTaken =
        Stream.concat(init.stream(), containers.stream())
            .anyMatch(each -> each.name().equals(more.name()));
    if (isTaken) {
      throw new IllegalArgumentException(
          "container [%s]: expected each name once in a pod".formatted(more.name()));
    }
    List<ContainerSpec> all = new ArrayList<>(before);
    all.add(more);
    return List.copyOf(all);
  }

  private List<Object> parts() {
    return List.of(name, hostname(), init, containers, volumes, limits, sharesPids, restartPolicy);
  }
}
