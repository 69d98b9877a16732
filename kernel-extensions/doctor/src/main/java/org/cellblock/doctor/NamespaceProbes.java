package org.cellblock.doctor;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.cellblock.doctor.Finding.COURSE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Namespace;

/** A thread of its own for each kind of namespace, which moves into a new one. */
final class NamespaceProbes {

  private static final Set<Namespace> IN_EVERY_CONTAINER =
      EnumSet.of(Namespace.MOUNT, Namespace.UTS, Namespace.IPC, Namespace.PID, Namespace.NETWORK);

  private NamespaceProbes() {}

  static List<Probe> all() {
    return Stream.of(Namespace.values()).map(NamespaceProbes::of).toList();
  }

  static Probe of(Namespace kind) {
    return new Probe(
        "namespace " + kind.procName(),
        IN_EVERY_CONTAINER.contains(kind) ? COURSE : "03 Namespaces",
        () -> kind == Namespace.USER ? byProgram() : byThread(kind),
        () -> remedy(kind));
  }

  private static Answer byThread(Namespace kind) throws IOException {
    if (!Files.exists(Path.of("/proc/self/ns", kind.procNameForChildren()), NOFOLLOW_LINKS)) {
      return Answer.no("this kernel has no %s namespaces".formatted(kind.procName()), remedy(kind));
    }
    try (Cell cell = Owner.CELLBLOCK.open("doctor-" + kind.procName())) {
      String before = link(cell, kind);
      cell.unshare(kind);
      if (kind == Namespace.PID) {
        cell.run("true"); // a pid namespace has no inode before it has a pid 1
      }
      String after = link(cell, kind);
      String seen = "unshare(%s): %s became %s".formatted(kind.flagName(), before, after);
      return before.equals(after) ? Answer.no(seen, remedy(kind)) : Answer.yes(seen);
    }
  }

  /** The kernel forbids it to a process with more than one thread, such as this one. */
  private static Answer byProgram() {
    Output output = Quietly.run("unshare", "--user", "readlink", "/proc/self/ns/user");
    return output.succeeded()
        ? Answer.yes("unshare(CLONE_NEWUSER) by unshare(1): " + output.stdout().strip())
        : Answer.no(output.toString().lines().findFirst().orElseThrow(), remedy(Namespace.USER));
  }

  private static String link(Cell cell, Namespace kind) throws IOException {
    Path link = Path.of("/proc/thread-self/ns", kind.procNameForChildren());
    return cell.call(() -> Files.readSymbolicLink(link).toString());
  }

  private static String remedy(Namespace kind) {
    return UserNamespaces.remedyOr(
        "a kernel with them (from %s on), and: sudo sysctl user.max_%s_namespaces=15000"
            .formatted(kind.since(), kind.procName()));
  }
}
