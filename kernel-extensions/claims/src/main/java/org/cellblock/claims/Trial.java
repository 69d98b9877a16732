package org.cellblock.claims;

import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.oci.Runc;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.SyscallException;

/** What experiments need again and again; a notebook isn't shown what their programs write. */
final class Trial {

  private static final String NOBODY = "65534";

  private Trial() {}

  /** Opens a cell with some namespaces of its own. */
  static Cell cell(Namespace... kinds) {
    return open("claim-check", kinds);
  }

  /** Opens a second cell, which doesn't close the first. */
  static Cell another(Namespace... kinds) {
    return open("claim-check-2", kinds);
  }

  private static Cell open(String name, Namespace... kinds) {
    Cell cell = Owner.CELLBLOCK.open(name);
    try {
      return cell.unshare(kinds);
    } catch (RuntimeException refused) {
      cell.close();
      throw refused;
    }
  }

  /** Opens a whole container: five namespaces, a host name, busybox as its root. */
  static Cell container() {
    RootFs root = busybox();
    Cell cell = cell(UTS, MOUNT, PID, IPC, NETWORK);
    try {
      return cell.sethostname("claim").pivotRoot(root);
    } catch (RuntimeException refused) {
      cell.close();
      throw refused;
    }
  }

  /** Returns the root of busybox; where it isn't installed, that is a need. */
  static RootFs busybox() {
    try {
      return RootFs.busybox();
    } catch (IllegalStateException absent) {
      throw new NotTestableHere("busybox: sudo apt-get install busybox-static");
    }
  }

  /** Returns runc's program; where it isn't installed, that is a need. */
  static Path runc() {
    try {
      return Runc.with("runc").program();
    } catch (IllegalStateException absent) {
      throw new NotTestableHere("runc: sudo apt-get install runc");
    }
  }

  /** Does something with a directory. */
  interface InDirectory<T> {
    T look(Path directory) throws IOException;
  }

  /** Does something with a directory that is deleted afterwards. */
  static <T> T temporarily(InDirectory<T> trial) throws IOException {
    Path directory = Host.temporaryDirectory("claim");
    try {
      return trial.look(directory);
    } finally {
      PathUtils.deleteDirectory(directory);
    }
  }

  /** Starts a program in a cell that does nothing, for long enough. */
  static Program sleep(Cell cell) {
    return running(cell.start("sleep", "100"));
  }

  /** Waits until a started sleep is one: a moment before, it was still whoever started it. */
  static Program running(Program sleep) {
    try {
      Wait.until(() -> ProcReader.line("/proc/" + sleep.pid() + "/cmdline").startsWith("sleep"));
      return sleep;
    } catch (IOException ended) {
      throw new UncheckedIOException(sleep + " has ended", ended);
    }
  }

  /** Runs a program in a cell; what it writes is the answer. */
  static String in(Cell cell, String program, String... arguments) {
    return text(cell.start(program, arguments).waitFor());
  }

  /** Runs a shell script in a cell. */
  static String shellIn(Cell cell, String script) {
    return in(cell, "sh", "-c", script);
  }

  /** Runs a program on the host; one that isn't installed is a need. */
  static String onHost(String program, String... arguments) {
    return text(output(program, arguments));
  }

  /** Runs a program on the host as an ordinary user, where this one is root. */
  static String asNobody(String... command) {
    List<String> words =
        new ArrayList<>(List.of("--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
    words.addAll(List.of(command));
    return onHost("setpriv", words.toArray(String[]::new));
  }

  /** Runs a program on the host in namespaces of a process: all whose options are given. */
  static String nsenter(long pid, String... words) {
    List<String> all = new ArrayList<>(List.of("--target", Long.toString(pid)));
    all.addAll(List.of(words));
    return onHost("nsenter", all.toArray(String[]::new));
  }

  /** Runs a program on the host, and lets it fail. */
  static Output output(String program, String... arguments) {
    try {
      return Host.start(program, arguments).waitFor();
    } catch (SyscallException refused) {
      if (refused.errnoName().equals("ENOENT")) {
        throw new NotTestableHere("the program " + program);
      }
      throw refused;
    }
  }

  private static String text(Output output) {
    if (!output.succeeded()) {
      throw new IllegalStateException(output.command() + ": " + output);
    }
    return output.stdout().strip();
  }
}
