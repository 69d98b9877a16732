package org.cellblock.containers.jail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.linux.Given;
import org.cellblock.linux.Steps;
import org.cellblock.linux.Turn;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/** The jails that run, and files that define several. */
public final class Jails {

  /** At the end of this process their commands aren't run: these may take any time. */
  private static final OpenThings<Running> RUNNING =
      OpenThings.of(
          OpenThings.Stage.SYSTEMS, each -> each.jail().name(), each -> each.cell().close());

  private static final Turn CHANGING = new Turn();

  private static int lastJid;

  private Jails() {}

  /**
   * Reads a jail.conf with any number of jails.
   *
   * @param text as jail.conf(5) defines it
   * @return the jails, in the order of the text; none of them runs by this. One with a mistake of
   *     its own, such as a variable without a value, says so in {@link Jail#failure}
   * @throws JailConfException for a mistake in the text, with its line and column; for an {@code
   *     .include}, as the text is in no directory
   * @see <a
   *     href="https://man.freebsd.org/cgi/man.cgi?query=jail.conf&amp;sektion=5">jail.conf(5)</a>
   */
  public static List<Jail> parse(String text) {
    Given.notNull(text, "jail.conf", "a text such as www { path = /srv/www; persist; }");
    return jails(ConfFile.of(text), new Includes());
  }

  /**
   * Reads a jail.conf and the files that it includes, at most 32 in each other and 1,000 in all,
   * each of at most 1 MiB.
   *
   * @param file its path; {@code .include} looks beside it for names that begin with no slash
   * @return the jails, as {@link #parse} does
   * @throws JailConfException for a mistake in a text, with its file, line and column; for a file
   *     that isn't there or can't be read
   * @see <a
   *     href="https://man.freebsd.org/cgi/man.cgi?query=jail.conf&amp;sektion=5">jail.conf(5)</a>
   */
  public static List<Jail> read(Path file) {
    Given.notNull(file, "jail.conf", "a file such as /etc/jail.conf");
    Includes includes = new Includes();
    return jails(includes.read(file), includes);
  }

  private static List<Jail> jails(ConfFile file, Includes includes) {
    Map<String, Jail> jails = new LinkedHashMap<>();
    List<Jail> all = Conf.parse(file, includes, jails);
    all.forEach(jail -> jails.put(jail.name(), jail));
    return all;
  }

  /**
   * Lists the jails that run, as jls(8) does.
   *
   * @return columns jid (INTEGER), ip address, hostname, path (STRING), in the order of starting;
   *     the host name is what the kernel says now
   * @see <a href="https://man.freebsd.org/cgi/man.cgi?query=jls&amp;sektion=8">jls(8)</a>
   */
  public static Table list() {
    List<Row> rows = running().stream().map(Running::row).toList();
    return Tables.of("jails", Row.class, rows);
  }

  /**
   * Lists the parameters of jail(8), and what becomes of each on Linux.
   *
   * @return columns parameter, value, freebsd, linux, exactness, reason (STRING), as {@link
   *     Jail#translation}; the value {@code *} is any other than those in rows above
   */
  public static Table parameters() {
    return Tables.of(
        "parameters of jails on Linux",
        Translation.class,
        Known.all().stream().map(Translation::of).toList());
  }

  /**
   * Stops all jails that run, the last one first, so that none loses what it depends on.
   *
   * @throws IllegalStateException when a command of one fails; all are gone all the same
   */
  public static void stopAll() {
    List<Runnable> steps = new ArrayList<>();
    running().forEach(each -> steps.add(0, each.jail()::stop));
    Steps.runAll(steps);
  }

  /**
   * Starts or stops one jail after the other: an address, a name and the hub are had by one alone.
   * Who waits can be interrupted.
   */
  static void alone(String name, Runnable change) {
    CHANGING.take("start or stop of jail " + name, change);
  }

  static List<Running> running() {
    RUNNING.all().stream().filter(each -> !each.cell().isOpen()).forEach(RUNNING::remove);
    return RUNNING.all();
  }

  /** Returns a jail that runs, or null. */
  static Running find(String name) {
    return RUNNING.find(name).filter(each -> each.cell().isOpen()).orElse(null);
  }

  static synchronized int nextJid() {
    return ++lastJid;
  }

  static void add(Running running) {
    RUNNING.put(running);
  }

  static void remove(Running running) {
    RUNNING.remove(running);
  }

  /**
   * One jail that runs.
   *
   * @param jid its number, from 1
   * @param ipAddress its addresses, joined by blanks
   * @param hostname what gethostname(2) says in it
   * @param path its root on the host
   */
  public record Row(int jid, String ipAddress, String hostname, String path) {}
}
