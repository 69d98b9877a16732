package org.cellblock.containers.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.NamespaceMember;

/**
 * A cell in which a program works that makes containers.
 *
 * <p>What it mounts only the cell sees, and all that it starts is of the cell's pid namespace:
 * however this process ends, both go with it. Its cgroups go when the cell is closed, or at the
 * next sweep.
 */
public final class RuntimePlace implements AutoCloseable {

  private final Cell cell;
  private final RuntimeCgroup cgroup;

  private RuntimePlace(Cell cell, RuntimeCgroup cgroup) {
    this.cell = cell;
    this.cgroup = cgroup;
  }

  /**
   * Opens a place with mounts, processes and a /proc of its own. Needs root, or a notebook kernel
   * in a user namespace of its own.
   *
   * @param name of the cell, without Cellblock's prefix, for example {@code runc-1}
   * @param cgroup makes what the program's cgroups are made below; it ends with the cell, whoever
   *     closes that
   * @param others namespaces besides MOUNT and PID that aren't to be the host's
   * @return the place, to be closed
   * @throws org.cellblock.linux.SyscallException when a namespace is refused
   * @throws IllegalStateException when /proc can't be mounted
   */
  public static RuntimePlace open(
      String name, Supplier<RuntimeCgroup> cgroup, Namespace... others) {
    Given.notNull(cgroup, "cgroup", "what makes one");
    Set<Namespace> kinds = EnumSet.of(Namespace.MOUNT, Namespace.PID);
    kinds.addAll(Given.all(others, "namespace", "one such as NETWORK"));
    Cell cell = Owner.CELLBLOCK.open(name);
    try {
      RuntimeCgroup made = Given.notNull(cgroup.get(), "cgroup", "one that was made");
      cell.whenClosed(made::close);
      cell.unshare(kinds.toArray(Namespace[]::new));
      OwnProc.mount(cell);
      return new RuntimePlace(cell, made);
    } catch (RuntimeException refused) {
      cell.close();
      throw refused;
    }
  }

  /** Returns the cell that the program works in. */
  public Cell cell() {
    return cell;
  }

  /** Returns what the program's cgroups are made below. */
  public RuntimeCgroup cgroup() {
    return cgroup;
  }

  /**
   * Runs a program in the cell that nobody is shown.
   *
   * @param program a path, or a name to be found in {@code PATH}
   * @param arguments what it gets
   * @return what it wrote and how it ended
   * @throws org.cellblock.linux.SyscallException ENOENT when there is no such program
   * @throws IllegalStateException when it hasn't ended within {@link Deadline#TOOL}
   */
  public Output ask(String program, String... arguments) {
    return cell.start(program, arguments).waitFor(Deadline.TOOL);
  }

  /**
   * Reads a file as the cell sees it.
   *
   * @param file its path
   * @return its text; the empty string when there is none
   * @throws UncheckedIOException when it can't be read
   */
  public String read(Path file) {
    Given.notNull(file, "file", "a path");
    return cell.call(
        () -> {
          try {
            return Files.exists(file) ? Files.readString(file) : "";
          } catch (IOException unreadable) {
            throw new UncheckedIOException("read " + file, unreadable);
          }
        },
        Deadline.OWN);
  }

  /**
   * Translates a process id of this cell's pid namespace to the host's.
   *
   * @param pid of a process in the cell, or in a pid namespace below its own
   * @return its id on the host; empty when it has ended
   */
  public Optional<Long> hostPid(long pid) {
    return inode(pid)
        .flatMap(
            inode ->
                cell
                    .call(() -> NamespaceMember.readAll(Namespace.PID, inode), Deadline.OWN)
                    .stream()
                    .filter(member -> member.pid() == pid)
                    .findFirst()
                    .flatMap(member -> onHost(inode, member.pidInside())));
  }

  private Optional<Long> inode(long pid) {
    List<NamespaceLink> links =
        cell.call(
            () -> {
              try (DirectoryFd proc = DirectoryFd.open("/proc")) {
                return NamespaceLink.readIn(proc, Long.toString(pid));
              }
            },
            Deadline.OWN);
    return links.stream()
        .filter(link -> link.type().equals(Namespace.PID.procName()))
        .findFirst()
        .map(NamespaceLink::namespace);
  }

  private static Optional<Long> onHost(long inode, long pidInside) {
    return HostThread.call(() -> NamespaceMember.readAll(Namespace.PID, inode)).stream()
        .filter(member -> member.pidInside() == pidInside)
        .findFirst()
        .map(NamespaceMember::pid);
  }

  /** Closes the cell, and with it all that was made in it. A second time does nothing. */
  @Override
  public void close() {
    cell.close();
  }
}
