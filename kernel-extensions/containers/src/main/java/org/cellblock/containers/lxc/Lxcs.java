package org.cellblock.containers.lxc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cellblock.linux.Steps;
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
    Steps.runAll(all().stream().<Runnable>map(each -> each::close).toList());
  }

  static void add(Lxc container) {
    List<Lxc> former;
    synchronized (OPEN) {
      former = OPEN.stream().filter(each -> each.name().equals(container.name())).toList();
      OPEN.removeAll(former);
      OPEN.add(container); // at once: another thread may start the same name
    }
    former.forEach(Lxc::close);
  }

  static void remove(Lxc container) {
    synchronized (OPEN) {
      OPEN.remove(container);
    }
  }
}
