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
import org.cellblock.containers.Action;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.CellThread;
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
  private final Set<Namespace> kinds;

  private RuntimePlace(Cell cell, RuntimeCgroup cgroup, Set<Namespace> kinds) {
    this.cell = cell;
    this.cgroup = cgroup;
    this.kinds = kinds;
  }

  /**
   * Opens a place that is still as the host; {@link #prepare} makes it one of its own.
   *
   * @param name of the cell, without Cellblock's prefix, for example {@code runc-1}
   * @param cgroup makes what the program's cgroups are made below; it ends with the cell, whoever
   *     closes that
   * @param others namespaces besides MOUNT and PID that aren't to be the host's
   * @return the place, to be prepared and closed
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
      return new RuntimePlace(cell, made, kinds);
    } catch (RuntimeException refused) {
      cell.close();
      throw refused;
    }
  }

  /**
   * Gives the cell mounts, processes and a /proc of its own and what else the program needs; from
   * then on the raw calls refuse there, whoever makes them. Anybody finds the cell by its name, and
   * what a program makes that sees other cgroups isn't found again.
   *
   * <p>Needs root, or a notebook kernel in a user namespace of its own.
   *
   * @param action mounts what the program needs, on the cell's thread
   * @return this place
   * @throws org.cellblock.linux.SyscallException when a namespace is refused
   * @throws IllegalStateException when /proc can't be mounted; when somebody else has changed what
   *     the cell sees
   */
  public RuntimePlace prepare(Action<RuntimeException> action) {
    Given.notNull(action, "action", "what mounts what the program needs");
    cell.call(
        () -> { // one piece of work: nobody else's comes between
          CellThread thread = (CellThread) Thread.currentThread();
          expect(thread, Set.of());
          if (!thread.trace().isEmpty()) {
            throw changed(thread);
          }
          cell.unshare(kinds.toArray(Namespace[]::new));
          OwnProc.mount(cell);
          action.run();
          expect(thread, kinds);
          cgroup.check();
          thread.seal();
        });
    return this;
  }

  private void expect(CellThread thread, Set<Namespace> expected) {
    if (!thread.own().equals(expected)) {
      throw changed(thread);
    }
  }

  private IllegalStateException changed(CellThread thread) {
    return new IllegalStateException(
        "cell %s has %s of its own, after %d calls: expected %s, and nobody else's call; try again"
            .formatted(cell.name(), thread.own(), thread.trace().size(), kinds));
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
