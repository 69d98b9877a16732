package org.cellblock.containers.lxc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/** The containers of this notebook that LXC has made and that are not closed. */
public final class Lxcs {

  private static final Set<Lxc> OPEN = new LinkedHashSet<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Lxcs::closeAll, "close LXC's containers"));
  }

  private Lxcs() {}

  /** Returns the containers that were started and not closed, in the order of their first start. */
  public static List<Lxc> all() {
    synchronized (OPEN) {
      return List.copyOf(OPEN);
    }
  }

  /**
   * Lists them as {@code lxc-ls --fancy} does; those of the host's own LXC are left out.
   *
   * @return columns name, state, autostart, groups, ipv4, ipv6, unprivileged (STRING); see {@link
   *     LxcRow}
   * @see <a href="https://linuxcontainers.org/lxc/manpages/man1/lxc-ls.1.html">lxc-ls(1)</a>
   */
  public static Table list() {
    return Tables.of("containers of LXC", LxcRow.class, all().stream().map(Lxc::row).toList());
  }

  /** Closes all of them. */
  public static void closeAll() {
    all().forEach(Lxc::close);
  }

  static void add(Lxc container) {
    all().stream().filter(other -> other.name().equals(container.name())).forEach(Lxc::close);
    synchronized (OPEN) {
      OPEN.add(container);
    }
  }

  static void remove(Lxc container) {
    synchronized (OPEN) {
      OPEN.remove(container);
    }
  }
}
