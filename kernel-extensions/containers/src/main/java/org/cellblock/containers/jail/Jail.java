package org.cellblock.containers.jail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Compared;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Given;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * A FreeBSD jail, emulated on Linux: a directory subtree, a host name, an address and a command.
 *
 * <p>This is a definition, and never changes: {@link #path}, {@link #hostname} and the like return
 * another. Started, it is a {@link Cell} of the same name with namespaces of its own.
 *
 * <p>Needs root, or a notebook kernel in a user namespace of its own.
 *
 * @see <a href="https://man.freebsd.org/cgi/man.cgi?query=jail&amp;sektion=8">jail(8)</a>
 */
public final class Jail implements Compared {

  private static final String PATH = "path";
  private static final String HOSTNAME = "host.hostname";
  private static final String IP4 = "ip4.addr";
  private static final String COMMAND = "command";

  private final String name;
  private final Map<String, List<String>> parameters;
  private final Map<String, Jail> siblings;
  private final RootFs rootFs;
  private final JailConfException failure;

  Jail(Map<String, List<String>> parameters, Map<String, Jail> siblings, String name) {
    this(parameters, siblings, name, null, null);
  }

  private Jail(
      Map<String, List<String>> parameters,
      Map<String, Jail> siblings,
      String name,
      RootFs root,
      JailConfException failure) {
    this.name = name;
    this.parameters = new LinkedHashMap<>(parameters);
    this.siblings = siblings;
    this.rootFs = root;
    this.failure = failure;
  }

  /** Makes a jail of which nothing is known but what is wrong with it. */
  static Jail failed(String name, JailConfException failure) {
    return new Jail(Map.of(), Map.of(), name, null, failure);
  }

  /**
   * Reads a jail.conf with one jail.
   *
   * @param text as jail.conf(5) defines it
   * @return the jail, not started
   * @throws JailConfException for a mistake, with its line and column
   * @throws IllegalArgumentException when there is no jail in the text, or more than one
   * @see <a
   *     href="https://man.freebsd.org/cgi/man.cgi?query=jail.conf&amp;sektion=5">jail.conf(5)</a>
   */
  public static Jail parse(String text) {
    List<Jail> jails = Jails.parse(text);
    if (jails.size() != 1) {
      throw new IllegalArgumentException(
          "jail.conf with %d jails %s: expected one; Jails.parse(text) reads any number"
              .formatted(jails.size(), jails.stream().map(Jail::name).toList()));
    }
    jails.get(0).check();
    return jails.get(0);
  }

  /**
   * Defines a jail that has nothing but a name.
   *
   * @param name 1 to 63 letters, digits, dots, dashes or underscores
   * @return the jail, not started
   * @throws IllegalArgumentException for another name
   */
  public static Jail named(String name) {
    Parser.checkName(name, Place.NONE);
    return new Jail(Map.of(), Map.of(), name);
  }

  /**
   * Adds the first element: a directory subtree.
   *
   * @param directory the jail's root, with at least {@code proc}, {@code dev} and a program; what
   *     the jail writes to it stays
   * @return another jail
   */
  public Jail path(Path directory) {
    return set(PATH, Given.notNull(directory, "path", "a directory").toString());
  }

  /**
   * Has another tree stand for the {@code path}, such as {@link RootFs#busybox()}; also for those
   * that this jail depends on, unless they have one.
   *
   * @param root the jail's root
   * @return another jail
   */
  public Jail rootFs(RootFs root) {
    Given.notNull(root, "root", "a tree, for example RootFs.busybox()");
    return new Jail(parameters, siblings, name, root, failure);
  }

  /**
   * Adds the second element: a host name.
   *
   * @param hostname 1 to 64 bytes
   * @return another jail
   */
  public Jail hostname(String hostname) {
    return set(HOSTNAME, hostname);
  }

  /**
   * Adds the third element: IPv4 addresses, in place of earlier ones.
   *
   * @param addresses each like {@code 10.0.0.10}, {@code 10.0.0.10/24} or {@code em0|10.0.0.10/24}
   * @return another jail
   * @throws IllegalArgumentException for anything else
   */
  public Jail ip4(String... addresses) {
    return set(IP4, addresses);
  }

  /**
   * Adds the fourth element: a command. It runs in the background when the jail has started.
   *
   * @param words the program and its arguments; a single word with blanks goes to {@code /bin/sh}
   * @return another jail
   */
  public Jail command(String... words) {
    return set(COMMAND, words);
  }

  /**
   * Sets any parameter of jail(8).
   *
   * @param parameter its name, for example {@code stop.timeout}
   * @param values one or more values
   * @return another jail
   * @throws IllegalArgumentException for values that this parameter can't have
   */
  public Jail set(String parameter, String... values) {
    Parser.checkParameter(parameter, Place.NONE);
    List<String> given = Given.texts(values, parameter);
    if (given.isEmpty()) {
      throw new IllegalArgumentException("%s: expected one or more values".formatted(parameter));
    }
    Jail jail = new Jail(parameters, siblings, name, rootFs, failure);
    jail.parameters.put(parameter, Values.checked(parameter, given, false, Place.NONE));
    return jail;
  }

  /** Returns the jail's name. */
  @Override
  public String name() {
    return name;
  }

  /** Returns the parameters and their values, wildcards and variables resolved, in order. */
  public Map<String, List<String>> parameters() {
    return new LinkedHashMap<>(parameters);
  }

  /**
   * Returns what is wrong with this jail in its jail.conf, which keeps it from being started and no
   * other; empty when nothing is.
   */
  public Optional<JailConfException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns the parameters that jail(8) doesn't list; they are kept, and nothing is done. */
  public List<String> unknown() {
    return parameters.keySet().stream().filter(each -> !Known.isKnown(each)).toList();
  }

  /**
   * Says of each parameter what becomes of it on Linux.
   *
   * @return columns parameter, value, freebsd, linux, exactness, reason (STRING), one row for each
   *     parameter of this jail; exactness is exact, nearest or none
   */
  public Table translation() {
    List<Translation> rows = new ArrayList<>();
    parameters.forEach((parameter, values) -> rows.add(Translation.of(parameter, values)));
    return Tables.of("jail " + name + " on Linux", Translation.class, rows);
  }

  /**
   * Starts the jail, after those that it depends on; one of this name that runs is stopped first.
   *
   * <p>In order: {@code exec.prepare}, {@code exec.prestart}, namespaces, host name, addresses,
   * root, what {@code securelevel} and {@code allow} take away, {@code exec.created}, {@code
   * exec.start}, {@code command}, {@code exec.poststart}.
   *
   * <p>{@code exec.prepare}, {@code exec.prestart}, {@code exec.created} and {@code exec.poststart}
   * run on the host, with the rights of this process, as jail(8) has it: what they change there
   * stays. Read a jail.conf of others before you start it.
   *
   * @return this jail
   * @throws JailConfException for a mistake of this jail's in its jail.conf
   * @throws IllegalArgumentException without {@code persist}, {@code exec.start} or {@code
   *     command}, as jail(8) wants one; for an address that another jail has
   * @throws IllegalStateException when a command fails; the jail is removed
   * @throws org.cellblock.linux.SyscallException when the kernel refuses a step
   */
  public Jail start() {
    check();
    Start start = new Start(this);
    Jails.alone(name, start::run);
    return this;
  }

  /**
   * Runs a program in the jail, as jexec(8) does, and waits until it has ended.
   *
   * @param program a path, or a name to be found in the {@code PATH} of the jail
   * @param arguments what it gets, each as it stands: no shell reads them
   * @return what it wrote and how it ended
   * @throws IllegalStateException when the jail doesn't run
   * @throws org.cellblock.linux.SyscallException ENOENT when the jail has no such program
   * @see <a href="https://man.freebsd.org/cgi/man.cgi?query=jexec&amp;sektion=8">jexec(8)</a>
   */
  public Output exec(String program, String... arguments) {
    return cell().run(program, arguments);
  }

  /**
   * Stops the jail, after those that depend on it: {@code exec.prestop}, {@code exec.stop}, SIGTERM
   * to all, {@code stop.timeout} seconds later the end, {@code exec.poststop}, {@code
   * exec.release}. Nothing when it doesn't run. {@code exec.prestop} and the last two run on the
   * host.
   *
   * @throws IllegalStateException when a command fails; the jail is gone all the same
   */
  public void stop() {
    if (isRunning()) {
      Jails.alone(name, this::stopNow);
    }
  }

  private void stopNow() {
    Running running = Jails.find(name);
    if (running != null) {
      new Stop(running).run();
    }
  }

  /** Says whether a jail of this name runs. */
  public boolean isRunning() {
    return Jails.find(name) != null;
  }

  /**
   * Returns the cell that this jail is.
   *
   * @throws IllegalStateException when the jail doesn't run
   */
  public Cell cell() {
    return running().cell();
  }

  /**
   * Returns what {@code command} has started.
   *
   * @throws IllegalStateException when the jail doesn't run, or has no command
   */
  public Program program() {
    Program program = running().program();
    if (program == null) {
      throw new IllegalStateException(
          "jail %s has no command: .command(\"sleep\", \"1000\") adds one".formatted(name));
    }
    return program;
  }

  /**
   * Returns the jail's first process: what {@code command} has started, or else its pid 1.
   *
   * @return its process id as the host sees it
   * @throws IllegalStateException when the jail doesn't run
   */
  @Override
  public long pid() {
    return running().pid();
  }

  /**
   * Returns the jail as text that {@link #parse} reads as the same.
   *
   * @throws JailConfException for a mistake of this jail's in its jail.conf
   */
  public String conf() {
    check();
    return Conf.text(name, parameters);
  }

  /** Returns {@code jail www (jid 3)}, or {@code jail www (doesn't run)}. */
  @Override
  public String toString() {
    Running running = Jails.find(name);
    return "jail %s (%s)".formatted(name, running == null ? "doesn't run" : "jid " + running.jid());
  }

  private void check() {
    if (failure != null) {
      throw failure;
    }
  }

  RootFs rootFs() {
    return rootFs;
  }

  Map<String, Jail> siblings() {
    return siblings;
  }

  List<String> values(String parameter) {
    return parameters.getOrDefault(parameter, List.of());
  }

  String value(String parameter, String otherwise) {
    List<String> values = values(parameter);
    return values.isEmpty() ? otherwise : values.get(0);
  }

  /** Returns the commands of a parameter; an empty string is none. */
  List<String> commands(String parameter) {
    return values(parameter).stream().filter(command -> !command.isBlank()).toList();
  }

  boolean is(String parameter, String value) {
    return value.equals(value(parameter, null));
  }

  List<Address> addresses() {
    String device = value("interface", value("vnet.interface", "eth0"));
    List<Address> addresses = new ArrayList<>();
    for (String parameter : Address.PARAMETERS) {
      values(parameter)
          .forEach(each -> Address.parse(parameter, each, device).ifPresent(addresses::add));
    }
    return addresses;
  }

  private Running running() {
    Running running = Jails.find(name);
    if (running == null) {
      throw new IllegalStateException("jail %s doesn't run: start() it first".formatted(name));
    }
    return running;
  }
}
