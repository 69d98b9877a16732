package org.cellblock.containers.pod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.Given;

/**
 * What a container of a pod is to be. This is a definition, and never changes: each method returns
 * another.
 *
 * @param name 1 to 31 lowercase letters, digits or dashes
 * @param image what its root is called; see {@link PodSpec#image}
 * @param command the program, and its first arguments
 * @param args its other arguments
 * @param env variables of its environment, besides PATH, HOME and TERM
 * @param limits its own
 * @param mounts the volumes that it sees
 */
public record ContainerSpec(
    String name,
    String image,
    List<String> command,
    List<String> args,
    Map<String, String> env,
    PodLimits limits,
    List<VolumeMount> mounts) {

  static final String BUSYBOX = "busybox";

  /** Checks the names, and copies lists and map. */
  public ContainerSpec {
    PodNames.container(name);
    if (Given.text(image, "image").isBlank()) {
      throw new IllegalArgumentException("image [%s]: expected a name".formatted(image));
    }
    command = Given.list(command, "command", "a program and its arguments");
    args = Given.list(args, "args", "arguments, or none");
    env = new LinkedHashMap<>(Given.environment(env));
    Given.notNull(limits, "limits", "those of the container");
    mounts = Given.list(mounts, "mount", "a volume that the container sees");
  }

  /**
   * Defines a container that has nothing but a name, and busybox as its root.
   *
   * @param name 1 to 31 lowercase letters, digits or dashes
   * @return the container
   * @throws IllegalArgumentException for another name
   */
  public static ContainerSpec named(String name) {
    return new ContainerSpec(
        name, BUSYBOX, List.of(), List.of(), Map.of(), PodLimits.NONE, List.of());
  }

  /**
   * Sets what it runs.
   *
   * @param words the program and its arguments, each as it stands: no shell reads them
   * @return another definition
   * @throws IllegalArgumentException for none
   */
  public ContainerSpec command(String... words) {
    List<String> given = Given.texts(words, "command");
    if (given.isEmpty()) {
      throw new IllegalArgumentException(
          "command of container %s: expected a program and its arguments".formatted(name));
    }
    return new ContainerSpec(name, image, given, List.of(), env, limits, mounts);
  }

  /**
   * Names its root, which {@link PodSpec#image} gives.
   *
   * @param name for example {@code busybox}, which needs no giving
   * @return another definition
   */
  public ContainerSpec image(String name) {
    return new ContainerSpec(this.name, name, command, args, env, limits, mounts);
  }

  /**
   * Sets a variable of its environment.
   *
   * @param variable its name
   * @param value its value
   * @return another definition
   */
  public ContainerSpec env(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(env);
    more.put(Given.variable(variable), Given.text(value, "value of " + variable));
    return new ContainerSpec(name, image, command, args, more, limits, mounts);
  }

  /**
   * Limits its memory, within the pod's.
   *
   * @param size as {@link org.cellblock.containers.cgroup.Cgroup#memory} takes it: {@code 64m}
   * @return another definition
   */
  public ContainerSpec memory(String size) {
    return withLimits(limits.withMemory(size));
  }

  /**
   * Limits its CPU time, within the pod's.
   *
   * @param cpus 0.01 to 1024
   * @return another definition
   */
  public ContainerSpec cpus(double cpus) {
    return withLimits(limits.withCpus(cpus));
  }

  /**
   * Has it see a volume of the pod.
   *
   * @param volume its name
   * @param mountPath where, absolute
   * @return another definition
   */
  public ContainerSpec mount(String volume, String mountPath) {
    List<VolumeMount> more = new ArrayList<>(mounts);
    more.add(new VolumeMount(volume, mountPath));
    return new ContainerSpec(name, image, command, args, env, limits, more);
  }

  ContainerSpec withLimits(PodLimits other) {
    return new ContainerSpec(name, image, command, args, env, other, mounts);
  }

  /** Returns the program and all its arguments. */
  List<String> argv() {
    List<String> all = new ArrayList<>(command);
    all.addAll(args);
    return all;
  }
}
