package org.cellblock.doctor;

import static org.cellblock.doctor.Finding.COURSE;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Linux;
import org.cellblock.linux.SyscallException;

/** The first container of the course, and an overlay. */
final class FileSystemProbes {

  private static final String BUSYBOX = ListedProgram.named("busybox").remedyOfBroken();
  private static final String REBUILD = "rm -r ";
  private static final Pattern MEND = Pattern.compile(": ((?:sudo )?apt-get install .*)$");
  private static final double NANOS_PER_MILLI = 1e6;

  private FileSystemProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "busybox root", COURSE, FileSystemProbes::root, () -> UserNamespaces.remedyOr(BUSYBOX)),
        new Probe("container", COURSE, FileSystemProbes::container, UserNamespaces::remedy),
        new Probe(
            "overlay",
            "05 Root file systems",
            FileSystemProbes::overlay,
            () ->
                UserNamespaces.remedyOr(
                    "sudo modprobe overlay; without root Linux 5.11 or newer")));
  }

  /** Only when a program has run in it is it known to be whole. */
  private static Answer root() {
    RootFs busybox;
    try {
      busybox = RootFs.busybox();
    } catch (IllegalStateException unusable) {
      return withoutBusybox(unusable.getMessage());
    }
    try (Cell cell = Owner.CELLBLOCK.open("doctor-root")) {
      cell.unshare(MOUNT);
      Path root = cell.call(busybox::mount);
      long programs = cell.call(() -> count(root.resolve("bin")));
      boolean isWhole = cell.call(() -> Files.isDirectory(root.resolve("proc")));
      cell.call(() -> enter(root));
      boolean runs = cell.run("true").succeeded();
      String seen =
          "built, with %d programs".formatted(programs) + (runs ? "; true ran in it" : "");
      return isWhole && runs ? Answer.yes(seen) : Answer.no(seen, REBUILD + Host.cacheDirectory());
    } catch (SyscallException refused) {
      return refused.call().equals("posix_spawn")
          ? Answer.no("built, but " + firstLine(refused), REBUILD + Host.cacheDirectory())
          : Answer.no(firstLine(refused), UserNamespaces.remedyOr(BUSYBOX));
    }
  }

  private static Void enter(Path root) {
    Linux.chroot(root.toString());
    Linux.chdir("/");
    return null;
  }

  /** Splits what the library says of an unusable busybox into what it saw and what mends it. */
  static Answer withoutBusybox(String message) {
    Matcher mend = MEND.matcher(message);
    return mend.find()
        ? Answer.no(message.substring(0, mend.start()), mend.group(1))
        : Answer.no(message, BUSYBOX);
  }

  private static String firstLine(SyscallException refused) {
    return refused.getMessage().lines().findFirst().orElseThrow();
  }

  private static long count(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Answer container() {
    try {
      RootFs.busybox();
    } catch (IllegalStateException unusable) {
      return withoutBusybox(unusable.getMessage());
    }
    long start = System.nanoTime();
    try (Cell cell = Owner.CELLBLOCK.open("doctor-container")) {
      Output output =
          cell.unshare(MOUNT, UTS, IPC, NETWORK, PID).pivotRoot(RootFs.busybox()).run("true");
      double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
      return output.succeeded()
          ? Answer.yes("five namespaces, own root, true ran inside: %.1f ms".formatted(millis))
          : Answer.no("true inside: " + output, UserNamespaces.remedy());
    }
  }

  /** Everything lies on a tmpfs that goes with the cell; the host keeps an empty directory. */
  private static Answer overlay() throws IOException {
    Path directory = Host.temporaryDirectory("overlay");
    try (Cell cell = Owner.CELLBLOCK.open("doctor-overlay")) {
      cell.unshare(MOUNT);
      return cell.call(() -> overlayIn(directory));
    } finally {
      Files.delete(directory);
    }
  }

  private static Answer overlayIn(Path directory) throws IOException {
    Linux.mount("tmpfs", directory.toString(), "tmpfs", "size=1m");
    for (String name : List.of("lower", "upper", "work", "merged")) {
      Files.createDirectory(directory.resolve(name));
    }
    Files.writeString(directory.resolve("lower/file"), "below");
    String options = "lowerdir=%1$s/lower,upperdir=%1$s/upper,workdir=%1$s/work";
    Linux.mount(
        "overlay", directory.resolve("merged").toString(), "overlay", options.formatted(directory));
    Files.writeString(directory.resolve("merged/file"), "above");
    boolean copiedUp =
        Files.readString(directory.resolve("upper/file")).equals("above")
            && Files.readString(directory.resolve("lower/file")).equals("below");
    return copiedUp
        ? Answer.yes("mounted; a changed file was copied up")
        : Answer.no("a changed file was not copied up", "sudo modprobe -r overlay");
  }
}
