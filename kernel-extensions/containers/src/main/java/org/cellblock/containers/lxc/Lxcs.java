package org.cellblock.containers.lxc;

import java.util.List;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.linux.Steps;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/** The containers of this notebook that LXC has made and that are not closed. */
public final class Lxcs {

  /** At the end of this process nobody waits for a start or a stop that goes on. */
  private static final OpenThings<Lxc> OPEN =
      OpenThings.of(OpenThings.Stage.SYSTEMS, Lxc::name, Lxc::drop);

  private Lxcs() {}

  /** Returns the containers that were started and not closed, in the order of their first start. */
  public static List<Lxc> all() {
    return OPEN.all();
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
    Steps.runAllUninterrupted(all().stream().<Runnable>map(each -> each::close).toList());
  }

  static void add(Lxc container) {
    OPEN.put(container).ifPresent(Lxc::close);
  }

  static void remove(Lxc container) {
    OPEN.remove(container);
  }
}
