package org.cellblock.procfs;

import java.util.Optional;
import org.cellblock.linux.DirectoryFd;

/** A file below {@code /proc/PID}, or the one error that says why it can't be read. */
final class ProcFile {

  private ProcFile() {}

  /**
   * Reads a whole file.
   *
   * @throws IllegalArgumentException when there is no such process, or the file may not be read
   */
  static String read(long pid, String file) {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      return root.read("proc/" + pid + "/" + file).orElseThrow(() -> refused(pid, file));
    }
  }

  /** Reads a file that not every kernel or process has; empty where there is none. */
  static String readIfThere(long pid, String file) {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      return root.read("proc/" + pid + "/" + file).orElse("");
    }
  }

  /**
   * Reads a file of the calling thread. In a cell {@code /proc} is that of the programs, which
   * doesn't show the thread; their process 1 was started in the thread's namespaces.
   */
  static String readOwn(String file) {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      return root.read("proc/thread-self/" + file).or(() -> root.read("proc/1/" + file)).orElse("");
    }
  }

  /** Reads the status; a process that has ended meanwhile is the error that there is none. */
  static Status status(long pid) {
    return Status.parse(read(pid, "status")).orElseThrow(() -> none(pid));
  }

  /** Says why a file of a process couldn't be read. */
  static IllegalArgumentException refused(long pid, String file) {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      Optional<Status> its = root.read("proc/" + pid + "/status").flatMap(Status::parse);
      Optional<Status> ours = root.read("proc/thread-self/status").flatMap(Status::parse);
      if (its.isEmpty() || ours.isEmpty()) {
        return none(pid);
      }
      return new IllegalArgumentException(
          "pid [%d]: expected a process %s".formatted(pid, reason(file, its.get(), ours.get())));
    }
  }

  static IllegalArgumentException none(long pid) {
    return new IllegalArgumentException(
        "pid [%d]: expected a process; Procfs.processes() lists all".formatted(pid));
  }

  static String reason(String file, Status its, Status ours) {
    if (its.firstWord("State").equals("Z")) {
      return "that still runs; this one has ended, and process %s has not yet asked how"
          .formatted(its.value("PPid"));
    }
    Users users = Users.read();
    String owner = users.name(its.words("Uid").get(1));
    String reader = users.name(ours.words("Uid").get(1));
    String allowed = "whose %s we may read; ".formatted(file);
    if (ours.words("Uid").get(1).equals("0")) {
      return allowed
          + "this is %s's, and root here has no CAP_SYS_PTRACE over it: ask as the host's root"
              .formatted(owner);
    }
    if (owner.equals(reader)) {
      return allowed
          + "this is %s's as we are, but with more capabilities or in an outer user namespace:"
              .formatted(owner)
          + " ask as root";
    }
    return allowed
        + "this is %s's, and we are %s: ask as %s"
            .formatted(owner, reader, owner.equals("root") ? owner : owner + " or root");
  }
}
