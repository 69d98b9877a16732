package org.cellblock.containers.oci;

import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOSUID;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.place.RuntimePlace;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;

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
  private final Path directory;
  private final RuntimePlace place;

  private RuntimeCell(OciRuntime runtime, Bundle bundle, Path directory) {
    this.runtime = runtime;
    this.bundle = bundle;
    this.id = runtime.name() + "-" + COUNT.incrementAndGet();
    this.directory = directory;
    this.place = RuntimePlace.open(id, () -> RuntimeCgroup.make(id, !bundle.limits.isNone()));
  }

  static RuntimeCell open(OciRuntime runtime, Bundle bundle, List<String> args) {
    RuntimeCell opened = new RuntimeCell(runtime, bundle, HostThread.call(RuntimeCell::directory));
    try {
      opened.prepare(args);
      return opened;
    } catch (RuntimeException refused) {
      opened.close();
      throw refused;
    }
  }

  private void prepare(List<String> args) {
    RuntimeCgroup cgroup = place.cgroup();
    place.prepare(
        () -> {
          Path root = bundle.rootFs.mount();
          PlainPlaces.check(root);
          cgroup.protectParents();
          if (runtime.name().equals("crun")) {
            cgroup.startFromOwn();
            cgroup.hideVersion2Beside();
          }
          Linux.mount("tmpfs", directory.toString(), "tmpfs", "mode=700", MS_NOSUID, MS_NODEV);
          write(OciConfig.of(bundle, args, root.toString(), cgroup.path()));
        });
  }

  private void write(OciConfig config) {
    try {
      Files.createDirectory(directory.resolve("bundle"));
      Files.writeString(directory.resolve("bundle/config.json"), config.json());
    } catch (IOException full) {
      throw new UncheckedIOException("write config.json in " + directory, full);
    }
  }

  /** Makes the empty directory of the user's that each runtime's tmpfs is mounted on. */
  private static Path directory() {
    Path directory = Host.cacheDirectory().resolve("oci");
    try {
      return Files.createDirectories(directory);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(
          "make %s: set XDG_CACHE_HOME to a directory that you may write to".formatted(directory),
          unwritable);
    }
  }

  String id() {
    return id;
  }

  String bundle() {
    return directory.resolve("bundle").toString();
  }

  /** Has something be done when this cell is closed, whoever closes it. */
  void whenClosed(Runnable ending) {
    place.cell().whenClosed(ending);
  }

  boolean isOpen() {
    return place.cell().isOpen();
  }

  /** Runs a command of the runtime's; a notebook shows what it writes. */
  Output show(String... command) {
    return place.cell().run(runtime.program().toString(), arguments(command));
  }

  /** Runs a command of the runtime's that nobody is shown. */
  Output ask(String... command) {
    return checked(place.ask(runtime.program().toString(), arguments(command)));
  }

  /** Runs a command of the runtime's with all output to a file, which outlives the command. */
  Output askWithLog(String... command) {
    String script = "exec \"$@\" >\"$0\" 2>&1";
    List<String> argv = new ArrayList<>(List.of("-c", script, log().toString()));
    argv.add(runtime.program().toString());
    argv.addAll(List.of(arguments(command)));
    Output output = place.ask("sh", argv.toArray(String[]::new));
    return output.succeeded()
        ? output
        : checked(new Output(output.command(), "", written(), output.status()));
  }

  /** Returns what was written to that file until now. */
  String written() {
    return place.read(log());
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

  private Path log() {
    return directory.resolve("output");
  }

  private String[] arguments(String... command) {
    List<String> all = new ArrayList<>(List.of("--root", directory.resolve("state").toString()));
    all.addAll(runtime.options(bundle, place.cgroup().path() != null));
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
