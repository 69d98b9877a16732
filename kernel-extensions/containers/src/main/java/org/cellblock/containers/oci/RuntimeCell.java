package org.cellblock.containers.oci;

import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOSUID;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.NamespaceMember;

/**
 * The place where a runtime works: a cell with a mount and a pid namespace of its own.
 *
 * <p>The root, the bundle and the runtime's state are mounts that only it sees, and the runtime and
 * the container are processes of its pid namespace: however this process ends, they go with it.
 */
final class RuntimeCell implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final OciRuntime runtime;
  private final Bundle bundle;
  private final String id;
  private final Cell cell;
  private final Path place;
  private RuntimeCgroup cgroup;

  private RuntimeCell(OciRuntime runtime, Bundle bundle, Path place) {
    this.runtime = runtime;
    this.bundle = bundle;
    this.id = runtime.name() + "-" + COUNT.incrementAndGet();
    this.place = place;
    this.cell = Owner.CELLBLOCK.open(id);
  }

  static RuntimeCell open(OciRuntime runtime, Bundle bundle, List<String> args) {
    RuntimeCell opened = new RuntimeCell(runtime, bundle, HostThread.call(RuntimeCell::place));
    try {
      opened.prepare(args);
      return opened;
    } catch (RuntimeException refused) {
      opened.close();
      throw refused;
    }
  }

  private void prepare(List<String> args) {
    cell.unshare(Namespace.MOUNT, Namespace.PID);
    // Without -n it would make /run/mount, a directory of the host.
    checked(cell.start("mount", "-n", "-t", "proc", "proc", "/proc").waitFor(Deadline.TOOL));
    cgroup = RuntimeCgroup.make(id, !bundle.limits.isNone());
    cell.whenClosed(cgroup::close); // whoever closes it
    cell.call(
        () -> {
          Path root = bundle.rootFs.mount();
          PlainPlaces.check(root);
          cgroup.protectParents();
          if (runtime.name().equals("crun")) {
            cgroup.startFromOwn();
            cgroup.hideVersion2Beside();
          }
          Linux.mount("tmpfs", place.toString(), "tmpfs", "mode=700", MS_NOSUID, MS_NODEV);
          OciConfig config = OciConfig.of(bundle, args, root.toString(), cgroup.path());
          write(config);
        });
  }

  private void write(OciConfig config) {
    try {
      Files.createDirectory(place.resolve("bundle"));
      Files.writeString(place.resolve("bundle/config.json"), config.json());
    } catch (IOException full) {
      throw new UncheckedIOException("write config.json in " + place, full);
    }
  }

  /** Makes the empty directory of the user's that each runtime's tmpfs is mounted on. */
  private static Path place() {
    Path place = Host.cacheDirectory().resolve("oci");
    try {
      return Files.createDirectories(place);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(
          "make %s: set XDG_CACHE_HOME to a directory that you may write to".formatted(place),
          unwritable);
    }
  }

  String id() {
    return id;
  }

  String bundle() {
    return place.resolve("bundle").toString();
  }

  /** Has something be done when this cell is closed, whoever closes it. */
  void whenClosed(Runnable ending) {
    cell.whenClosed(ending);
  }

  boolean isOpen() {
    return cell.isOpen();
  }

  /** Runs a command of the runtime's; a notebook shows what it writes. */
  Output show(String... command) {
    return cell.run(runtime.program().toString(), arguments(command));
  }

  /** Runs a command of the runtime's that nobody is shown. */
  Output ask(String... command) {
    return checked(
        cell.start(runtime.program().toString(), arguments(command)).waitFor(Deadline.TOOL));
  }

  /** Runs a command of the runtime's with all output to a file, which outlives the command. */
  Output askWithLog(String... command) {
    String script = "exec \"$@\" >\"$0\" 2>&1";
    List<String> argv = new ArrayList<>(List.of("-c", script, log().toString()));
    argv.add(runtime.program().toString());
    argv.addAll(List.of(arguments(command)));
    Output output = cell.start("sh", argv.toArray(String[]::new)).waitFor(Deadline.TOOL);
    return output.succeeded()
        ? output
        : checked(new Output(output.command(), "", written(), output.status()));
  }

  /** Returns what was written to that file until now. */
  String written() {
    return cell.call(
        () -> {
          try {
            return Files.exists(log()) ? Files.readString(log()) : "";
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          }
        },
        Deadline.OWN);
  }

  /** Translates a process id of this cell's pid namespace to the host's. */
  long hostPid(long pid) {
    long inode =
        cell.call(() -> NamespaceLink.readAll(pid), Deadline.OWN).stream()
            .filter(link -> link.type().equals(Namespace.PID.procName()))
            .findFirst()
            .orElseThrow(this::ended)
            .namespace();
    long inside =
        cell.call(() -> NamespaceMember.readAll(Namespace.PID, inode), Deadline.OWN).stream()
            .filter(member -> member.pid() == pid)
            .findFirst()
            .orElseThrow(this::ended)
            .pidInside();
    return HostThread.call(() -> NamespaceMember.readAll(Namespace.PID, inode)).stream()
        .filter(member -> member.pidInside() == inside)
        .findFirst()
        .orElseThrow(this::ended)
        .pid();
  }

  @Override
  public void close() {
    cell.close();
  }

  private IllegalStateException ended() {
    return new IllegalStateException("container %s has ended".formatted(id));
  }

  private Path log() {
    return place.resolve("output");
  }

  private String[] arguments(String... command) {
    List<String> all = new ArrayList<>(List.of("--root", place.resolve("state").toString()));
    all.addAll(runtime.options(bundle, cgroup.path() != null));
    all.addAll(List.of(command));
    return all.toArray(String[]::new);
  }

  private Output checked(Output output) {
    if (output.succeeded()) {
      return output;
    }
    throw new IllegalStateException(
        "%s: %s [%s]".formatted(id, output.stderr().strip(), output.status()));
  }
}
