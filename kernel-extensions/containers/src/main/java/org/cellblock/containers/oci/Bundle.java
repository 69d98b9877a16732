package org.cellblock.containers.oci;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.cellblock.containers.Cell;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Given;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.Resource;
import org.cellblock.linux.Rlimit;

/**
 * What a runtime of the Open Container Initiative makes a container of: a root file system and a
 * configuration.
 *
 * <p>A new bundle has what {@code runc spec} writes, less a terminal: five namespaces, three
 * capabilities, 1024 open files, no_new_privs, and its mounts less that of cgroups; no filter of
 * seccomp(2), for there is none either. Its methods change it and return it.
 *
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/main/config.md">config.md</a>
 */
public final class Bundle {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final long MAX_ID = 0xffff_fffeL;

  final RootFs rootFs;
  final String id;
  final Map<String, String> env = new LinkedHashMap<>();
  final List<OciMount> mounts = new ArrayList<>();
  final List<Hook> hooks = new ArrayList<>();
  final List<IdMapping> uidMaps = new ArrayList<>();
  final List<IdMapping> gidMaps = new ArrayList<>();
  final Set<Namespace> namespaces = EnumSet.noneOf(Namespace.class);
  final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
  final Map<Resource, Rlimit> rlimits = new EnumMap<>(Resource.class);
  final Set<String> masked = new LinkedHashSet<>();
  final Set<String> readonly = new LinkedHashSet<>();
  List<String> args = List.of("sh");
  Limits limits = Limits.NONE;
  String cwd = "/";
  String hostname;
  long uid;
  long gid;
  boolean readonlyRoot;
  boolean noNewPrivileges = true;

  Bundle(RootFs rootFs) {
    this.rootFs = Given.notNull(rootFs, "root", "a tree, for example RootFs.busybox()");
    this.id = "bundle-" + COUNT.incrementAndGet();
    this.hostname = id;
    env.put("PATH", "/bin:/sbin:/usr/bin:/usr/sbin");
    mounts.addAll(SpecDefaults.MOUNTS);
    namespaces.addAll(SpecDefaults.NAMESPACES);
    capabilities.addAll(SpecDefaults.CAPABILITIES);
    rlimits.putAll(SpecDefaults.RLIMITS);
    masked.addAll(SpecDefaults.MASKED);
    readonly.addAll(SpecDefaults.READONLY);
  }

  private Bundle(Bundle other) {
    rootFs = other.rootFs;
    id = other.id;
    env.putAll(other.env);
    mounts.addAll(other.mounts);
    hooks.addAll(other.hooks);
    uidMaps.addAll(other.uidMaps);
    gidMaps.addAll(other.gidMaps);
    namespaces.addAll(other.namespaces);
    capabilities.addAll(other.capabilities);
    rlimits.putAll(other.rlimits);
    masked.addAll(other.masked);
    readonly.addAll(other.readonly);
    args = other.args;
    limits = other.limits;
    cwd = other.cwd;
    hostname = other.hostname;
    uid = other.uid;
    gid = other.gid;
    readonlyRoot = other.readonlyRoot;
    noNewPrivileges = other.noNewPrivileges;
  }

  /** Returns the bundle as it stands: another thread may change this one while it is used. */
  synchronized Bundle copy() {
    return new Bundle(this);
  }

  /** Returns the name of the containers that are made of it: {@code bundle-1}. */
  public String id() {
    return id;
  }

  /**
   * Sets the program that the container runs: {@code process.args}.
   *
   * @param argv a path, or a name to be found in the container's {@code PATH}, and its arguments
   * @return this bundle
   * @throws IllegalArgumentException for none
   */
  public synchronized Bundle args(String... argv) {
    List<String> given = Given.texts(argv, "argument");
    if (given.isEmpty()) {
      throw new IllegalArgumentException("args []: expected a program, for example \"ps\"");
    }
    args = given;
    return this;
  }

  /**
   * Sets a variable of the program's environment: {@code process.env}.
   *
   * @param variable its name, without an equals sign
   * @param value its value
   * @return this bundle
   * @throws IllegalArgumentException for another name
   */
  public synchronized Bundle env(String variable, String value) {
    env.put(Given.variable(variable), Given.text(value, "value of " + variable));
    return this;
  }

  /**
   * Sets the program's working directory: {@code process.cwd}.
   *
   * @param directory an absolute path inside
   * @return this bundle
   * @throws IllegalArgumentException for a relative path
   */
  public synchronized Bundle cwd(String directory) {
    cwd = AbsolutePath.check("cwd", directory);
    return this;
  }

  /**
   * Sets the program's user and group: {@code process.user}.
   *
   * @param uid user id as the container sees it, 0 to 4294967294
   * @param gid group id as the container sees it, 0 to 4294967294
   * @return this bundle
   * @throws IllegalArgumentException for a number that is no id
   */
  public synchronized Bundle user(long uid, long gid) {
    this.uid = Given.number(uid, 0, MAX_ID, "uid");
    this.gid = Given.number(gid, 0, MAX_ID, "gid");
    return this;
  }

  /**
   * Sets the capabilities that the program keeps: bounding, permitted and effective.
   *
   * @param kept all of them; none for none
   * @return this bundle
   */
  public synchronized Bundle capabilities(Capability... kept) {
    List<Capability> all = Given.all(kept, "capability", "one such as CAP_CHOWN");
    capabilities.clear();
    capabilities.addAll(all);
    return this;
  }

  /**
   * Limits a resource of each of the container's processes: {@code process.rlimits}.
   *
   * @param resource what to limit
   * @param soft the limit in force, 0 or more, or {@link Rlimit#UNLIMITED}
   * @param hard how far a program may raise it
   * @return this bundle
   * @throws IllegalArgumentException for a soft limit above the hard one, or a negative number
   */
  public synchronized Bundle rlimit(Resource resource, long soft, long hard) {
    Rlimit limit = new Rlimit(resource, soft, hard);
    rlimits.put(resource, limit);
    return this;
  }

  /**
   * Says whether no execve(2) may gain anything: {@code process.noNewPrivileges}.
   *
   * @param on true at first
   * @return this bundle
   */
  public synchronized Bundle noNewPrivileges(boolean on) {
    noNewPrivileges = on;
    return this;
  }

  /**
   * Makes the root read-only: {@code root.readonly}.
   *
   * @return this bundle
   */
  public synchronized Bundle readonlyRoot() {
    readonlyRoot = true;
    return this;
  }

  /**
   * Sets the host name; without a {@link Namespace#UTS} of its own a runtime refuses one.
   *
   * @param name 1 to 64 bytes
   * @return this bundle
   */
  public synchronized Bundle hostname(String name) {
    hostname = Given.text(name, "host name");
    return this;
  }

  /**
   * Adds a mount, after those that it has; one at the same place is replaced.
   *
   * @param mount what and where
   * @return this bundle
   */
  public synchronized Bundle mount(OciMount mount) {
    Given.notNull(mount, "mount", "one, made with OciMount.of");
    mounts.removeIf(each -> each.destination().equals(mount.destination()));
    mounts.add(mount);
    return this;
  }

  /**
   * Sets the kinds of namespaces that the container gets of its own: {@code linux.namespaces}.
   *
   * @param kinds all of them; {@link Namespace#MOUNT} is needed for a root
   * @return this bundle
   * @throws IllegalArgumentException without MOUNT
   */
  public synchronized Bundle namespaces(Namespace... kinds) {
    Set<Namespace> asked = new LinkedHashSet<>(Given.all(kinds, "kind", "one such as UTS"));
    if (!asked.contains(Namespace.MOUNT)) {
      throw new IllegalArgumentException(
          "namespaces %s: expected MOUNT among them; a root needs it".formatted(asked));
    }
    namespaces.clear();
    namespaces.addAll(asked);
    if (!asked.contains(Namespace.UTS)) {
      hostname = null;
    }
    return this;
  }

  /**
   * Maps user ids, in a user namespace of the container's own: {@code linux.uidMappings}.
   *
   * @param inside the first as the container sees it
   * @param outside the first as the host sees it
   * @param count how many
   * @return this bundle
   * @throws IllegalArgumentException for a negative id or an empty range
   */
  public synchronized Bundle uidMap(long inside, long outside, long count) {
    uidMaps.add(new IdMapping(inside, outside, count));
    namespaces.add(Namespace.USER);
    return this;
  }

  /**
   * Maps group ids, in a user namespace of the container's own: {@code linux.gidMappings}.
   *
   * @param inside the first as the container sees it
   * @param outside the first as the host sees it
   * @param count how many
   * @return this bundle
   * @throws IllegalArgumentException for a negative id or an empty range
   */
  public synchronized Bundle gidMap(long inside, long outside, long count) {
    gidMaps.add(new IdMapping(inside, outside, count));
    namespaces.add(Namespace.USER);
    return this;
  }

  /**
   * Limits memory: {@code linux.resources.memory.limit}.
   *
   * @param size as {@link org.cellblock.containers.cgroup.Cgroup#memory} takes it
   * @return this bundle
   * @throws IllegalArgumentException for another size
   */
  public synchronized Bundle memory(String size) {
    limits = limits.withMemory(size);
    return this;
  }

  /**
   * Sets CPU shares: {@code linux.resources.cpu.shares}.
   *
   * @param shares 2 to 262144
   * @return this bundle
   * @throws IllegalArgumentException for other shares
   */
  public synchronized Bundle cpuShares(long shares) {
    limits = limits.withCpuShares(shares);
    return this;
  }

  /**
   * Limits CPU time: {@code linux.resources.cpu.quota} of every {@code period}.
   *
   * @param cpus 0.01 to 1024
   * @return this bundle
   * @throws IllegalArgumentException for another number
   */
  public synchronized Bundle cpus(double cpus) {
    limits = limits.withCpus(cpus);
    return this;
  }

  /**
   * Limits processes and threads: {@code linux.resources.pids.limit}.
   *
   * @param max 1 to 4194304
   * @return this bundle
   * @throws IllegalArgumentException for another number
   */
  public synchronized Bundle pids(long max) {
    limits = limits.withPids(max);
    return this;
  }

  /**
   * Hides files and directories behind empty ones: adds to {@code linux.maskedPaths}.
   *
   * @param paths absolute paths inside; one that doesn't exist is left alone
   * @return this bundle
   * @throws IllegalArgumentException for a relative path
   */
  public synchronized Bundle maskedPaths(String... paths) {
    Given.texts(paths, "masked path")
        .forEach(path -> masked.add(AbsolutePath.check("masked path", path)));
    return this;
  }

  /**
   * Makes files and directories read-only: adds to {@code linux.readonlyPaths}.
   *
   * @param paths absolute paths inside; one that doesn't exist is left alone
   * @return this bundle
   * @throws IllegalArgumentException for a relative path
   */
  public synchronized Bundle readonlyPaths(String... paths) {
    Given.texts(paths, "read-only path")
        .forEach(path -> readonly.add(AbsolutePath.check("read-only path", path)));
    return this;
  }

  /**
   * Adds a hook.
   *
   * @param stage when the runtime calls it
   * @param path the program, an absolute path
   * @param arguments what it gets
   * @return this bundle
   * @throws IllegalArgumentException for a relative path
   */
  public synchronized Bundle hook(HookStage stage, String path, String... arguments) {
    hooks.add(new Hook(stage, path, Given.texts(arguments, "argument")));
    return this;
  }

  /** Returns the configuration as it stands, as {@code config.json} has it. */
  public OciConfig config() {
    Bundle now = copy();
    return OciConfig.of(now, now.args, "rootfs", null);
  }

  /**
   * Takes the same steps with a cell of our own, so that its trace shows what a runtime does.
   *
   * <p>Hooks aren't called, and {@code args} aren't run: {@link Cell#run} runs what you like, with
   * the limits of {@link #rlimit}; Java code in the cell isn't under them. A cgroup of the cell's
   * own, where there are limits, goes with the cell.
   *
   * @return the cell, to be closed
   * @throws org.cellblock.linux.SyscallException for the step that the kernel refused
   * @throws IllegalArgumentException with a user namespace, which a thread can't enter
   */
  public Cell asCell() {
    return BundleCell.open(copy());
  }

  /** Returns {@code bundle-1: sh}. */
  @Override
  public String toString() {
    return id + ": " + String.join(" ", args);
  }
}
