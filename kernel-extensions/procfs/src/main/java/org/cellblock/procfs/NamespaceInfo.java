package org.cellblock.procfs;

import java.util.List;
import java.util.OptionalLong;

/**
 * One namespace that is alive: processes are in it, or something else holds it.
 *
 * @param namespace inode number
 * @param type the kind, as the link is named
 * @param nprocs number of processes in it; 0 when none is
 * @param users their effective users, by name, joined by commas
 * @param pid the lowest pid in it; nothing when no process is
 * @param command the command of that process
 * @param owner inode number of the user namespace that owns it, of a user namespace its parent;
 *     nothing when that lies outside the reader's
 * @param parent inode number of its parent, of a pid or user namespace that has one within reach
 * @param heldBy what keeps it alive while no process is in it: {@code thread 4711 (cell web)},
 *     {@code fd 7 of 4711}, {@code mount /run/netns/x}, {@code mount /x of 4711} in the mount
 *     namespace of that process, {@code owned net:[4026532197]}, {@code child pid:[4026532201]},
 *     joined by commas; empty while a process is in it
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
public record NamespaceInfo(
    long namespace,
    String type,
    int nprocs,
    String users,
    OptionalLong pid,
    String command,
    OptionalLong owner,
    OptionalLong parent,
    String heldBy) {

  /**
   * Reads all namespaces that are alive: those of processes, of this JVM's threads, of open file
   * descriptors and of bind mounts, and the user and pid namespaces above them.
   *
   * <p>What may be looked at are the processes of the same user, and for root nearly all. Threads
   * of other processes aren't looked at.
   *
   * @return one record for each namespace, by kind and then by inode
   */
  public static List<NamespaceInfo> readAll() {
    NamespaceSurvey survey = new NamespaceSurvey();
    survey.processes();
    survey.threads();
    survey.fds();
    survey.mounts();
    return survey.records();
  }

  /**
   * Reads the namespaces that processes are in, and the user and pid namespaces above them; twice
   * as fast as {@link #readAll()}. From 500 processes on a second thread helps, but for a cell's
   * thread, which can't start one.
   *
   * @return one record for each namespace, by kind and then by inode
   */
  public static List<NamespaceInfo> readOfProcesses() {
    NamespaceSurvey survey = new NamespaceSurvey();
    survey.processes();
    return survey.records();
  }

  /**
   * Reads as {@link #readOfProcesses()} does, with the calling thread alone.
   *
   * @return one record for each namespace, by kind and then by inode
   */
  public static List<NamespaceInfo> readOfProcessesAlone() {
    NamespaceSurvey survey = new NamespaceSurvey();
    survey.processesAlone();
    return survey.records();
  }

  /**
   * Reads one namespace.
   *
   * @param namespace inode number
   * @return what is known of it
   * @throws IllegalArgumentException when none that may be looked at has this number
   */
  public static NamespaceInfo read(long namespace) {
    return readAll().stream()
        .filter(each -> each.namespace() == namespace)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "namespace [%d]: expected the inode number of one that is alive;"
                            .formatted(namespace)
                        + " Procfs.namespaces() lists all"));
  }
}
