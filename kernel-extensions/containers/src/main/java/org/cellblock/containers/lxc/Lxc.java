package org.cellblock.containers.lxc;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellblock.containers.Compared;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Given;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * A container that LXC makes: first its configuration, then, with {@link #start}, its processes.
 *
 * <p>A new one has LXC's own defaults, as far as they can work anywhere; {@link #config()} says
 * where it departs from them. The real {@code lxc-start}, {@code lxc-attach}, {@code lxc-freeze}
 * and {@code lxc-stop} do the work. Needs root.
 *
 * @see <a href="https://linuxcontainers.org/lxc/manpages/man5/lxc.container.conf.5.html">
 *     lxc.container.conf(5)</a>
 */
public final class Lxc implements Compared, AutoCloseable {

  private static final String HOSTNAME = "lxc.uts.name";

  private final String name;
  private final LxcLife life;
  private final LxcDefaults.Machine machine = LxcDefaults.machine();
  private final CgroupKeys limits = new CgroupKeys(machine.isV2());
  private final Settings settings = new Settings();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final List<String> bridges = new CopyOnWriteArrayList<>();
  private volatile RootFs rootFs = RootFs.busybox();

  private Lxc(String name) {
    this.name = Settings.checkedName(name);
    life = new LxcLife(this);
  }

  /**
   * Makes the configuration of a container of busybox; nothing is started yet.
   *
   * @param name 1 to 63 letters, digits, dashes or underscores
   * @return the container, to be changed, started and closed
   * @throws IllegalArgumentException for another name
   */
  public static Lxc named(String name) {
    Lxc container = new Lxc(name);
    LxcDefaults.apply(container.settings, name, container.machine);
    return container;
  }

  /**
   * Reads a configuration that somebody else wrote, with the files that it includes. It has none of
   * the defaults of {@link #named} but the program to start. What can't be here is left out, and
   * {@link #config()} says so: the place of the root (busybox, or that of {@link #rootFs}), hooks
   * and files that aren't on this machine. Bridges are made where the container starts.
   *
   * @param text lines of {@code key = value}; the container is called as {@code lxc.uts.name},
   *     {@code lxc} without one
   * @return the container, to be changed, started and closed
   * @throws IllegalArgumentException for a mistake, with its file and line; for a key that LXC 2.1
   *     renamed, with its successor
   */
  public static Lxc parse(String text) {
    return parsed(ConfigFile.nameIn(text), file -> file.text(text));
  }

  /**
   * Reads a file as {@link #parse} does a text.
   *
   * @param file its path; the container is called as its directory when it is {@code config}, as
   *     LXC has it, and otherwise as itself without what follows a dot
   * @return the container, to be changed, started and closed
   * @throws IllegalArgumentException as {@link #parse}; for a file that can't be read
   */
  public static Lxc read(Path file) {
    Given.notNull(file, "file", "a path, for example web/config");
    return parsed(ConfigFile.nameOf(file), reader -> reader.file(file));
  }

  private static Lxc parsed(String name, Consumer<ConfigFile> how) {
    Lxc container = new Lxc(name);
    LxcDefaults.applyLeast(container.settings, name, container.machine);
    container.read(how);
    container.bridges.addAll(LxcDefaults.bridges(container.settings));
    container.bridges.forEach(each -> container.notes.add("bridge " + each + ": made for it"));
    return container;
  }

  private void read(Consumer<ConfigFile> how) {
    ConfigFile file = new ConfigFile(settings, machine.prefix());
    how.accept(file);
    notes.addAll(file.notes());
    LxcDefaults.keepHost(settings, machine);
  }

  /** Returns its name. */
  @Override
  public String name() {
    return name;
  }

  /**
   * Sets the root: {@code lxc.rootfs.path}.
   *
   * @param root with the directories proc, sys and dev, and a program to run
   * @return this container
   */
  public Lxc rootFs(RootFs root) {
    rootFs = Given.notNull(root, "root", "a tree, for example RootFs.busybox()");
    return this;
  }

  /**
   * Sets the host name: {@code lxc.uts.name}.
   *
   * @param hostname 1 to 64 bytes
   * @return this container
   */
  public Lxc hostname(String hostname) {
    return set(HOSTNAME, hostname);
  }

  /**
   * Limits memory: {@code lxc.cgroup.memory.limit_in_bytes}, or {@code lxc.cgroup2.memory.max} in
   * version 2.
   *
   * @param size as {@link org.cellblock.containers.cgroup.Cgroup#memory} takes it
   * @return this container
   * @throws IllegalArgumentException for another size
   */
  public Lxc memory(String size) {
    return setAll(limits.memory(size));
  }

  /**
   * Limits CPU time: {@code lxc.cgroup.cpu.cfs_quota_us} of its period, or {@code
   * lxc.cgroup2.cpu.max}.
   *
   * @param cpus 0.01 to 1024
   * @return this container
   * @throws IllegalArgumentException for another number
   */
  public Lxc cpus(double cpus) {
    return setAll(limits.cpus(cpus));
  }

  /**
   * Limits processes and threads: {@code lxc.cgroup.pids.max}, or {@code lxc.cgroup2.pids.max}.
   *
   * @param max 1 to 4194304
   * @return this container
   * @throws IllegalArgumentException for another number
   */
  public Lxc pids(long max) {
    return setAll(limits.pids(max));
  }

  /**
   * Sets the capabilities that the container loses, all of them: {@code lxc.cap.drop}.
   *
   * @param dropped none for none
   * @return this container
   */
  public Lxc drop(Capability... dropped) {
    settings.replace(
        "lxc.cap.drop",
        Given.all(dropped, "capability", "one such as CAP_SYS_ADMIN").stream()
            .map(each -> each.name().replaceFirst("^CAP_", "").toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" ")));
    return this;
  }

  /**
   * Adds a mount, told as a line of fstab(5) is: {@code lxc.mount.entry}.
   *
   * @param entry for example {@code tmpfs tmp tmpfs size=1m,create=dir 0 0}; the target is relative
   *     to the root
   * @return this container
   * @throws IllegalArgumentException unless it has four to six fields
   */
  public Lxc mount(String entry) {
    settings.mount(entry);
    return this;
  }

  /**
   * Maps user and group ids in a user namespace of the container's own: {@code lxc.idmap}.
   *
   * @param outside what its 0 is on the host, 1 or more
   * @param count how many, 1 or more
   * @return this container
   * @throws IllegalArgumentException for other numbers
   */
  public Lxc idMap(long outside, long count) {
    settings.idMap(outside, count);
    return this;
  }

  /**
   * Sets any other key; one that may stand in a configuration often, such as {@code
   * lxc.mount.entry}, is added. LXC itself checks it at the start. What {@code lxc.include} names
   * is read at once.
   *
   * <p>A hook, {@code lxc.hook.*}, is a program of the host, not of the root: but for {@code
   * lxc.hook.start}, LXC runs it from the host with root's rights, in the mounts and processes that
   * its own programs have. Read a configuration of others before you start it.
   *
   * @param key for example {@code lxc.no_new_privs}
   * @param value one line
   * @return this container
   * @throws IllegalArgumentException for what is no key, and for those that Cellblock keeps; for
   *     one that LXC 2.1 renamed, with its successor; for one of the other version of cgroups,
   *     which would do nothing
   */
  public Lxc set(String key, String value) {
    if (ConfigFile.INCLUDE.equals(key)) {
      read(file -> file.include(value));
      return this;
    }
    Settings.checkKey(key);
    limits.check(key);
    settings.set(key, value);
    return this;
  }

  /** Returns the configuration as it stands. */
  public LxcConfig config() {
    String cgroup = RuntimeCgroup.directoryName(life.id());
    settings.put("lxc.cgroup.dir", machine.isV2() ? "lxc" : cgroup);
    Stream<String> all =
        Stream.concat(notes.stream(), LxcDefaults.notes(settings, machine).stream())
            .map(note -> "# " + note);
    return new LxcConfig(
        Stream.concat(settings.lines(), all).collect(Collectors.joining("\n", "", "\n")));
  }

  /**
   * Starts the container with {@code lxc-start}, and returns when its first program has begun. One
   * of the same name that was started before is closed; one that was stopped starts again.
   *
   * @return this container
   * @throws IllegalStateException when LXC is not installed or refused, and without root; in this
   *     container's own cell, while another thread starts or stops it
   */
  public Lxc start() {
    life.start();
    return this;
  }

  /**
   * Runs a program in the container with {@code lxc-attach}, and waits until it has ended.
   *
   * @param program a path, or a name to be found in the container's {@code PATH}
   * @param arguments what it gets, each as it stands
   * @return what it wrote and how it ended
   * @throws IllegalStateException when the container was not started, and while it is frozen
   */
  public Output run(String program, String... arguments) {
    Given.text(program, "program");
    Stream<String> given = Given.texts(arguments, "argument").stream();
    String[] command = Stream.concat(Stream.of("--", program), given).toArray(String[]::new);
    return life.thawed(program).show("lxc-attach", command);
  }

  /**
   * Asks {@code lxc-info} for the state.
   *
   * @return {@code RUNNING}, {@code FROZEN} or {@code STOPPED}; {@code CLOSED} before the start and
   *     after the end
   */
  public String state() {
    return life.state();
  }

  /**
   * Returns the container's first process.
   *
   * @return its process id as the host sees it
   * @throws IllegalStateException when it isn't running
   */
  @Override
  public long pid() {
    return life.pid();
  }

  /**
   * Freezes all its processes with {@code lxc-freeze}: they get no more time until {@link
   * #unfreeze}.
   *
   * @return this container
   * @throws IllegalStateException when it isn't running
   * @see <a
   *     href="https://linuxcontainers.org/lxc/manpages/man1/lxc-freeze.1.html">lxc-freeze(1)</a>
   */
  public Lxc freeze() {
    life.freeze();
    return this;
  }

  /**
   * Lets its processes go on, with {@code lxc-unfreeze}.
   *
   * @return this container
   * @throws IllegalStateException when it isn't running
   */
  public Lxc unfreeze() {
    life.unfreeze();
    return this;
  }

  /**
   * Kills its processes with {@code lxc-stop --kill}; {@link #start} starts it again.
   *
   * @return this container
   * @throws IllegalStateException when it isn't running
   */
  public Lxc stop() {
    life.stop();
    return this;
  }

  /**
   * Traces a start: the same configuration is started once more beside this, under strace(1), and
   * ends when its program has begun. Calls that failed or only ask are left out.
   *
   * @return columns who, call, arguments, result, key (STRING), in their order; see {@link LxcCall}
   * @throws IllegalStateException when strace or LXC is not installed or LXC refused
   */
  public Table calls() {
    List<LxcCall> calls = LxcTrace.of(copy());
    return Tables.of("calls of lxc-start " + name, LxcCall.class, calls);
  }

  /** Kills its processes and removes all that was made for it. A second time does nothing. */
  @Override
  public void close() {
    life.close();
  }

  /** Ends it, also while another thread starts or stops it, which then fails. */
  void drop() {
    life.drop();
  }

  /** Says whether it was started and has not been closed; it may have stopped meanwhile. */
  public boolean isOpen() {
    return life.isOpen();
  }

  /** Returns {@code container web (RUNNING)}. */
  @Override
  public String toString() {
    return "container %s (%s)".formatted(name, state());
  }

  String id() {
    return life.id();
  }

  RootFs root() {
    return rootFs;
  }

  List<String> bridges() {
    return bridges;
  }

  Causes causes() {
    return new Causes(settings);
  }

  LxcRow row() {
    return LxcRow.parse(life.open().ask("lxc-ls", "--fancy").stdout());
  }

  private Lxc setAll(Map<String, String> keys) {
    keys.forEach(this::set);
    return this;
  }

  private Lxc copy() {
    Lxc copy = new Lxc(name);
    copy.rootFs = rootFs;
    copy.settings.replaceBy(settings);
    copy.notes.addAll(notes);
    copy.bridges.addAll(bridges);
    return copy;
  }
}
