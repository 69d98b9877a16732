package org.cellblock.containers.docker;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import org.cellblock.containers.cgroup.CgroupUnits;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Given;

/**
 * What {@code docker run} would be told: an image, a program, and what the container gets. Its
 * methods change it and return it; {@link #start} makes a container of it.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/container/run/">docker run</a>
 */
public final class DockerRun {

  private static final double NANOS = 1e9;

  private final Supplier<Docker> engine;
  private final String image;
  private final List<String> command;
  private final CreateBody body = new CreateBody();
  private String name = "";

  DockerRun(Supplier<Docker> engine, String image, String... command) {
    this.engine = engine;
    this.image = ImageName.check(image);
    this.command = Given.texts(command, "argument");
  }

  /**
   * Sets the name, {@code --name}; the engine makes one up otherwise.
   *
   * @param given two or more letters, digits, dots, dashes and underscores
   * @return this
   * @throws IllegalArgumentException for another name
   */
  public synchronized DockerRun name(String given) {
    if (given == null || !given.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}")) {
      throw new IllegalArgumentException(
          "container name [%s]: expected 2 to 128 letters, digits, dots, dashes or underscores"
              .formatted(given));
    }
    name = given;
    return said("--name", given);
  }

  /**
   * Limits memory, {@code --memory}: {@code memory.limit_in_bytes} or {@code memory.max}.
   *
   * @param size as {@link org.cellblock.containers.cgroup.Cgroup#memory} takes it, 6m or more
   * @return this
   * @throws IllegalArgumentException for another size
   */
  public synchronized DockerRun memory(String size) {
    String bytes = CgroupUnits.memory(size);
    body.host().addProperty("Memory", bytes.equals("max") ? 0 : Long.parseLong(bytes));
    return said("--memory", size);
  }

  /**
   * Limits CPU time, {@code --cpus}: so much of every 100 ms.
   *
   * @param number 0.01 to the number of CPUs that there are
   * @return this
   * @throws IllegalArgumentException for another number
   */
  public synchronized DockerRun cpus(double number) {
    CgroupUnits.quota(number);
    body.host().addProperty("NanoCpus", Math.round(number * NANOS));
    return said("--cpus", number == Math.rint(number) ? "" + (long) number : "" + number);
  }

  /**
   * Sets CPU shares, {@code --cpu-shares}.
   *
   * @param shares 2 to 262144
   * @return this
   * @throws IllegalArgumentException for other shares
   */
  public synchronized DockerRun cpuShares(long shares) {
    CgroupUnits.weight(shares);
    body.host().addProperty("CpuShares", shares);
    return said("--cpu-shares", Long.toString(shares));
  }

  /**
   * Limits processes and threads, {@code --pids-limit}.
   *
   * @param max 1 to 4194304
   * @return this
   * @throws IllegalArgumentException for another number
   */
  public synchronized DockerRun pids(long max) {
    body.host().addProperty("PidsLimit", Long.parseLong(CgroupUnits.pids(max)));
    return said("--pids-limit", Long.toString(max));
  }

  /**
   * Adds capabilities to the fourteen that a container has, {@code --cap-add}.
   *
   * @param capabilities such as {@code NET_ADMIN}
   * @return this
   */
  public synchronized DockerRun capAdd(String... capabilities) {
    return each("CapAdd", "--cap-add", Given.texts(capabilities, "capability"));
  }

  /**
   * Takes capabilities away, {@code --cap-drop}.
   *
   * @param capabilities such as {@code CHOWN}, or {@code ALL}
   * @return this
   */
  public synchronized DockerRun capDrop(String... capabilities) {
    return each("CapDrop", "--cap-drop", Given.texts(capabilities, "capability"));
  }

  /**
   * Sets the program's user, {@code --user}.
   *
   * @param user a number or a name of the image's, with a group behind a colon
   * @return this
   */
  public synchronized DockerRun user(String user) {
    return config("User", "--user", Given.text(user, "user"));
  }

  /**
   * Sets the network, {@code --network}.
   *
   * @param network {@code none}, {@code host}, {@code bridge}, a network's name, or {@code
   *     container:NAME}
   * @return this
   */
  public synchronized DockerRun network(String network) {
    return host("NetworkMode", "--network", Given.text(network, "network"));
  }

  /**
   * Sets the IPC namespace, {@code --ipc}.
   *
   * @param mode {@code private}, {@code shareable}, {@code host}, or {@code container:NAME} of one
   *     that is shareable
   * @return this
   */
  public synchronized DockerRun ipc(String mode) {
    return host("IpcMode", "--ipc", Given.text(mode, "ipc mode"));
  }

  /**
   * Sets the PID namespace, {@code --pid}.
   *
   * @param mode {@code host} or {@code container:NAME}; one of its own when not called
   * @return this
   */
  public synchronized DockerRun pid(String mode) {
    return host("PidMode", "--pid", Given.text(mode, "pid mode"));
  }

  /**
   * Sets the cgroup namespace, {@code --cgroupns}.
   *
   * @param mode {@code private}, as it is with cgroups version 2, or {@code host}
   * @return this
   */
  public synchronized DockerRun cgroupns(String mode) {
    return host("CgroupnsMode", "--cgroupns", Given.text(mode, "cgroup namespace mode"));
  }

  /**
   * Sets the cgroup that the container's is made below, {@code --cgroup-parent}.
   *
   * @param path from the top of each hierarchy
   * @return this
   */
  public synchronized DockerRun cgroupParent(String path) {
    return host("CgroupParent", "--cgroup-parent", Given.text(path, "cgroup"));
  }

  /**
   * Sets the host name, {@code --hostname}; the first twelve digits of the id when not called.
   *
   * @param hostname 1 to 64 bytes
   * @return this
   */
  public synchronized DockerRun hostname(String hostname) {
    return config("Hostname", "--hostname", Given.text(hostname, "host name"));
  }

  /**
   * Sets the working directory, {@code --workdir}.
   *
   * @param directory an absolute path inside
   * @return this
   */
  public synchronized DockerRun workdir(String directory) {
    return config("WorkingDir", "--workdir", Given.text(directory, "directory"));
  }

  /**
   * Sets a variable of the environment, {@code --env}.
   *
   * @param variable its name
   * @param value its value
   * @return this
   * @throws IllegalArgumentException for a name with an equals sign
   */
  public synchronized DockerRun env(String variable, String value) {
    String both = Given.variable(variable) + "=" + Given.text(value, "value of " + variable);
    body.add(body.config(), "Env", both);
    return said("--env", both);
  }

  /**
   * Mounts a directory of the host or a volume, {@code --volume}.
   *
   * @param source an absolute path of the host, or a volume's name
   * @param target an absolute path inside, with {@code :ro} behind it to be read only
   * @return this
   */
  public synchronized DockerRun volume(String source, String target) {
    String both = Given.text(source, "volume") + ":" + Given.text(target, "target");
    body.add(body.host(), "Binds", both);
    return said("--volume", both);
  }

  /**
   * Publishes a port of TCP, {@code --publish}.
   *
   * @param outside where the engine's network listens, 1 to 65535
   * @param inside where the container listens, 1 to 65535
   * @return this
   * @throws IllegalArgumentException for other numbers
   */
  public synchronized DockerRun port(int outside, int inside) {
    Given.number(outside, 1, 65_535, "port");
    Given.number(inside, 1, 65_535, "port inside");
    body.publish(outside, inside);
    return said("--publish", outside + ":" + inside);
  }

  /**
   * Makes the root read-only, {@code --read-only}.
   *
   * @return this
   */
  public synchronized DockerRun readOnly() {
    body.host().addProperty("ReadonlyRootfs", true);
    return said("--read-only");
  }

  /**
   * Sets a security option, {@code --security-opt}.
   *
   * @param option such as {@code no-new-privileges} or {@code seccomp=unconfined}
   * @return this
   */
  public synchronized DockerRun securityOpt(String option) {
    body.add(body.host(), "SecurityOpt", Given.text(option, "security option"));
    return said("--security-opt", option);
  }

  /**
   * Gives the program a terminal and an open input, {@code -it}: {@link DockerContainer#attach}
   * types there.
   *
   * @return this
   */
  public synchronized DockerRun interactive() {
    for (String switched : List.of("Tty", "OpenStdin", "AttachStdin")) {
      body.config().addProperty(switched, true);
    }
    return said("-it");
  }

  /**
   * Creates the container and starts it. One of the same name that this notebook has made is
   * removed first, so that a notebook's cell can be run again.
   *
   * @return the container, to be closed
   * @throws DockerException when the engine refused: no such image, a name that another has
   * @throws IllegalStateException where no engine can run
   */
  public DockerContainer start() {
    DockerContainer created = create();
    try {
      return created.start();
    } catch (RuntimeException refused) {
      created.close();
      throw refused;
    }
  }

  /**
   * Creates the container, and doesn't start it: {@code docker create}.
   *
   * @return the container, to be closed
   * @throws DockerException when the engine refused
   */
  public DockerContainer create() {
    Docker docker = engine.get();
    return DockerContainer.create(docker, this);
  }

  /**
   * Runs the container to its end, and removes it: {@code docker run --rm}.
   *
   * @return what it wrote and how it ended
   * @throws DockerException when the engine refused
   * @throws java.util.concurrent.CancellationException when interrupted; the container is removed
   */
  public Output output() {
    try (DockerContainer container = start()) {
      return container.waitFor();
    }
  }

  /** Returns the docker command that does the same, for {@link #start}. */
  public synchronized String commandLine() {
    return body.commandLine(image, command);
  }

  /** Returns the docker command. */
  @Override
  public String toString() {
    return commandLine();
  }

  synchronized JsonObject document(String label) {
    return body.document(image, command, label);
  }

  synchronized String givenName() {
    return name;
  }

  synchronized boolean isInteractive() {
    return body.config().has("Tty");
  }

  String program() {
    return command.isEmpty() ? image : String.join(" ", command);
  }

  private DockerRun config(String key, String option, String value) {
    body.config().addProperty(key, value);
    return said(option, value);
  }

  private DockerRun host(String key, String option, String value) {
    body.host().addProperty(key, value);
    return said(option, value);
  }

  private DockerRun each(String key, String option, List<String> values) {
    values.forEach(value -> body.add(body.host(), key, value));
    values.forEach(value -> said(option, value));
    return this;
  }

  private DockerRun said(String... option) {
    body.say(option);
    return this;
  }
}
