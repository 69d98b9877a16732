package org.cellblock.containers.lxc;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOSUID;
import static org.cellblock.linux.MountFlag.MS_RDONLY;
import static org.cellblock.linux.MountFlag.MS_REC;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.place.InstalledProgram;
import org.cellblock.containers.place.RuntimePlace;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.SyscallException;

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

  private final String name;
  private final RuntimePlace place;
  private volatile Thaw thaw;

  private LxcPlace(String name, RuntimePlace place) {
    this.name = name;
    this.place = place;
    place.cell().beforeClosed(this::thaw); // whoever closes it
  }

  /** Makes the place with the root mounted; the cgroup of LXC's is named as the cell. */
  static LxcPlace open(String id, String name, RootFs rootFs) {
    InstalledProgram.find("lxc-start");
    LxcUsers.check(name);
    RuntimePlace made = RuntimePlace.open(id, () -> cgroup(id, name), Namespace.NETWORK);
    LxcPlace place = new LxcPlace(name, made);
    try {
      made.prepare(() -> place.prepare(rootFs));
      return place;
    } catch (RuntimeException refused) {
      place.close();
      throw refused;
    }
  }

  private static RuntimeCgroup cgroup(String id, String name) {
    try {
      return RuntimeCgroup.make(id, true);
    } catch (SyscallException | IllegalStateException refused) {
      throw new IllegalStateException(
          "container [%s]: LXC makes cgroups, and here it may make none: start the notebook as root"
              .formatted(name),
          refused);
    }
  }

  private void prepare(RootFs rootFs) {
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
    showOurDevices();
    startFromOurCgroup();
    allowIds();
  }

  /** LXC looks for bridges in sysfs, and the host's shows the host's. */
  private void showOurDevices() {
    String own = directory("sysfs").toString();
    Linux.mount("sysfs", own, "sysfs", MS_RDONLY, MS_NOSUID, MS_NODEV);
    for (String shown : List.of("/class/net", "/devices/virtual/net")) {
      Linux.mount(own + shown, "/sys" + shown, null, MS_BIND);
    }
  }

  /**
   * LXC makes its cgroups, and enables controllers, from the cgroup of pid 1 on. In version 2 that
   * must be ours, where pid 1 can't be: a cgroup with processes has no controllers for others. The
   * second /proc is whole, without which a user namespace may mount none.
   */
  private void startFromOurCgroup() {
    if (place.cgroup().isV2()) {
      Path directory = place.cgroup().directory().orElseThrow();
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
    place
        .cell()
        .call(
            () -> {
              MountEntries.check(config, directory("rootfs"));
              write(name + "/config", config.text());
            });
  }

  /** Makes bridges that aren't there yet; the first bridge of LXC's own has its address. */
  void bridges(List<String> names) {
    for (String bridge : names) {
      if (place.ask("ip", "link", "show", "dev", bridge).succeeded()) {
        continue;
      }
      ip("link", "add", "name", bridge, "type", "bridge");
      if (bridge.equals("lxcbr0")) {
        ip("address", "add", "10.0.3.1/24", "dev", bridge);
      }
      ip("link", "set", "dev", bridge, "up");
    }
  }

  private void ip(String... words) {
    checked(place.ask("ip", words));
  }

  boolean isOpen() {
    return place.cell().isOpen();
  }

  /** Runs a program of LXC's on the container; a notebook shows what it writes. */
  Output show(String program, String... arguments) {
    return place.cell().run(program, LxcCommand.of(name, arguments));
  }

  /** Runs a program of LXC's on the container that nobody is shown. */
  Output ask(String program, String... arguments) {
    return checked(place.ask(program, LxcCommand.of(name, arguments)));
  }

  /** Starts the container, and says why it did not where LXC's log tells. */
  void start() {
    String log = log();
    Output output = place.ask("lxc-start", LxcCommand.of(name, "-l", "ERROR", "-o", log));
    if (!output.succeeded()) {
      String told = LxcLog.errors(read(log));
      throw refused(told.isEmpty() ? LxcLog.errors(output.stderr()) : told, output);
    }
  }

  /** Freezes the container, in version 1 for no longer than this process lives. */
  void freeze(long first) {
    boolean isNew = thaw == null;
    if (isNew) {
      thaw = Thaw.of(first);
    }
    try {
      ask("lxc-freeze");
    } catch (RuntimeException refused) {
      if (isNew) {
        thaw(); // whoever closed the cell meanwhile may have found nothing to end
      }
      throw refused;
    }
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
    return place.cell().start(program, arguments);
  }

  /** Reads a file as the cell sees it; the empty string when there is none. */
  String read(String file) {
    return place.read(Path.of(file));
  }

  /**
   * Translates a process id of this cell's pid namespace to the host's; empty once it has ended.
   */
  Optional<Long> hostPid(long pid) {
    return place.hostPid(pid);
  }

  @Override
  public void close() {
    place.close();
  }

  private String log() {
    return PATH + "/" + name + "/log";
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
