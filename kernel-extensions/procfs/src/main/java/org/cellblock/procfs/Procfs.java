package org.cellblock.procfs;

import tech.tablesaw.api.Table;

/**
 * Hands out what {@code /proc} shows as tables.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
public final class Procfs {

  private Procfs() {}

  /**
   * Lists all processes.
   *
   * @return columns pid (LONG), ppid (LONG), user, state (STRING), threads (INTEGER), rss (LONG, in
   *     KiB), command (STRING), by pid; see {@link ProcessInfo}
   */
  public static Table processes() {
    return Tables.of("processes", ProcessInfo.class, ProcessInfo.readAll());
  }

  /**
   * Lists all namespaces that are alive: processes are in them, or a thread of this JVM, an open
   * file descriptor, a bind mount or a namespace below holds them.
   *
   * @return columns namespace (LONG), type (STRING), nprocs (INTEGER), users (STRING), pid (LONG,
   *     missing without a process), command (STRING), owner, parent (LONG, missing when there is
   *     none within reach), held by (STRING); see {@link NamespaceInfo}
   */
  public static Table namespaces() {
    return Tables.of("namespaces", NamespaceInfo.class, NamespaceInfo.readAll());
  }

  /**
   * Lists the namespaces of one process.
   *
   * @param pid a process of the same user; any for root
   * @return columns type (STRING), namespace (LONG), isolates, flag (STRING), one row for each
   *     kind; see {@link NamespaceLink}
   * @throws IllegalArgumentException when there is no such process, or it may not be looked at
   */
  public static Table namespaces(long pid) {
    return Tables.of("namespaces of " + pid, NamespaceLink.class, NamespaceLink.readAll(pid));
  }
}
