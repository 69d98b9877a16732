package org.cellblock.containers.lxc;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOSUID;
import static org.cellblock.linux.MountFlag.MS_REC;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.NamespaceMember;

/**
 * The place where LXC's programs work: a cell in which {@code /var/lib/lxc} (or, where the host has
 * none, {@code /mnt}) and {@code /run} are empty, and whose network isn't the host's.
 *
 * <p>The container's root, its configuration and LXC's locks are mounts that only it sees, and all
 * processes are of its pid namespace: however this process ends, they go with it.
 */
final class LxcPlace implements AutoCloseable {

  /**
   * Where LXC looks for containers when it isn't told otherwise; unpacked, it has no such place.
   */
  static final String PATH =
      HostThread.call(() -> Files.isDirectory(Path.of("/var/lib/lxc"))) ? "/var/lib/lxc" : "/mnt";

  private final Cell cell;
  private final String name;
  private RuntimeCgroup cgroup;
  private volatile Thaw thaw;

  private LxcPlace(String id, String name) {
    this.name = name;
    this.cell = Owner.CELLBLOCK.open(id);
    cell.beforeClosed(this::thaw); // whoever closes it
  }

  /** Makes the place with the root mounted; the cgroup of LXC's is named as the cell. */
  static LxcPlace open(String id, String name, RootFs rootFs) {
    Programs.checkUsers(name);
    LxcPlace place = new LxcPlace(id, name);
    try {
      place.prepare(id, rootFs);
      return place;
    } catch (RuntimeException refused) {
      place.close();
      throw refused;
    }
  }

  private void prepare(String id, RootFs rootFs) {
    try {
      cgroup = RuntimeCgroup.make(id, true);
      cell.whenClosed(cgroup::close);
    } catch (SyscallException | IllegalStateException refused) {
      throw new IllegalStateException(
          "container [%s]: LXC makes cgroups, and here it may make none: start the notebook as root"
              .formatted(name),
          refused);
    }
    cell.unshare(Namespace.MOUNT, Namespace.PID, Namespace.NETWORK);
    // Without -n it would make /run/mount, a directory of the host.
    checked(cell.start("mount", "-n", "-t", "proc", "proc", "/proc").waitFor(Deadline.TOOL));
    cell.call(
        () -> {
          Path root = rootFs.mount();
          if (root.startsWith(PATH)) {
            throw new IllegalArgumentException(
                "root [%s]: expected a directory outside %s, where LXC gets an empty one"
                    .formatted(root, PATH));
          }
          Linux.mount("tmpfs", PATH, "tmpfs", "mode=755", MS_NOSUID, MS_NODEV);
          Path rootfs = directory("rootfs");
          directory("mount");
          Linux.mount(root.toString(), rootfs.toString(), null, MS_BIND, MS_REC);
          Linux.mount("tmpfs", "/run", "tmpfs", "mode=755", MS_NOSUID, MS_NODEV);
          startFromOurCgroup();
          allowIds();
        });
  }

  /**
   * LXC makes its cgroups, and enables controllers, from the cgroup of pid 1 on. In version 2 that
   * must be ours, where pid 1 can't be: a cgroup with processes has no controllers for others. The
   * second /proc is whole, without which a user namespace may mount none.
   */
  private void startFromOurCgroup() {
    if (cgroup.isV2()) {
      Path directory = cgroup.directory().orElseThrow();
      write("cgroup-of-1", "0::/" + Path.of("/sys/fs/cgroup").relativize(directory) + "\n");
      Linux.mount(PATH + "/cgroup-of-1", "/proc/1/cgroup", null, MS_BIND);
      Linux.mount("proc", directory("proc").toString(), "proc", MS_NOSUID, MS_NODEV);
    }
  }

  /** LXC asks newuidmap(1) to write the maps, which asks these files, even for root. */
  private static void allowIds() {
    for (String file : List.of("subuid", "subgid")) {
      if (Files.exists(Path.of("/etc", file))) {
        write(file, "root:1:4294967293\n");
        Linux.mount(PATH + "/" + file, "/etc/" + file, null, MS_BIND);
      }
    }
  }

  private Path directory(String child) {
    try {
      return Files.createDirectories(Path.of(PATH, name, child));
    } catch (IOException full) {
      throw new UncheckedIOException("make a directory in " + PATH, full);
    }
  }

  private static void write(String file, String text) {
    try {
      Files.writeString(Path.of(PATH, file), text);
    } catch (IOException full) {
      throw new UncheckedIOException("write a file in " + PATH, full);
    }
  }

  void configure(LxcConfig config) {
    cell.call(
        () -> {
          MountEntries.check(config, directory("rootfs"));
          write(name + "/config", config.text());
        });
  }

  boolean isOpen() {
    return cell.isOpen();
  }

  /** Runs a program of LXC's on the container; a notebook shows what it writes. */
  Output show(String program, String... arguments) {
    return cell.run(program, LxcCommand.of(name, arguments));
  }

  /** Runs a program of LXC's on the container that nobody is shown. */
  Output ask(String program, String... arguments) {
    return checked(cell.start(program, LxcCommand.of(name, arguments)).waitFor(Deadline.TOOL));
  }

  /** Starts the container, and says why it did not where LXC's log tells. */
  void start() {
    String log = log();
    Output output =
        cell.start("lxc-start", LxcCommand.of(name, "-l", "ERROR", "-o", log))
            .waitFor(Deadline.TOOL);
    if (!output.succeeded()) {
      String told = LxcLog.errors(read(log));
      throw refused(told.isEmpty() ? LxcLog.errors(output.stderr()) : told, output);
    }
  }

  /** Freezes the container, in version 1 for no longer than this process lives. */
  void freeze(long first) {
    if (thaw == null) {
      thaw = Thaw.of(first);
    }
    ask("lxc-freeze");
  }

  /** Lets what is frozen go on; in version 2 it can be killed as it is. */
  void thaw() {
    Thaw frozen = thaw;
    thaw = null;
    if (frozen != null) {
      frozen.close();
    }
  }

  /** Starts any program in the cell. */
  Program spawn(String program, String... arguments) {
    return cell.start(program, arguments);
  }

  /** Reads a file as the cell sees it; the empty string when there is none. */
  String read(String file) {
    return cell.call(
        () -> {
          try {
            return Files.exists(Path.of(file)) ? Files.readString(Path.of(file)) : "";
          } catch (IOException unreadable) {
            throw new UncheckedIOException("read " + file, unreadable);
          }
        },
        Deadline.OWN);
  }

  /** Returns the host's process id of the container's first process. */
  long hostPid(long pid) {
    long inode =
        cell.call(() -> NamespaceLink.readAll(pid), Deadline.OWN).stream()
            .filter(link -> link.type().equals(Namespace.PID.procName()))
            .findFirst()
            .orElseThrow(this::ended)
            .namespace();
    return HostThread.call(() -> NamespaceMember.first(inode)).orElseThrow(this::ended).pid();
  }

  @Override
  public void close() {
    cell.close();
  }

  private String log() {
    return PATH + "/" + name + "/log";
  }

  private IllegalStateException ended() {
    return new IllegalStateException("container %s has ended".formatted(name));
  }

  private Output checked(Output output) {
    if (output.succeeded()) {
      return output;
    }
    throw refused(LxcLog.errors(output.stderr()), output);
  }

  private IllegalStateException refused(String why, Output output) {
    String program = output.command().split(" ")[0];
    return new IllegalStateException(
        "%s %s: %s [%s]".formatted(Path.of(program).getFileName(), name, why, output.status()));
  }
}
