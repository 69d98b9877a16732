package org.cellblock.procfs;

import java.util.HashMap;
import java.util.Map;
import org.cellblock.linux.DirectoryFd;

/** Commands of processes, each read once: the same process comes first in several namespaces. */
final class ProcessCommands implements AutoCloseable {

  private final DirectoryFd proc;
  private final Map<Integer, String> byPid = new HashMap<>();

  private ProcessCommands(DirectoryFd proc) {
    this.proc = proc;
  }

  static ProcessCommands open() {
    return new ProcessCommands(DirectoryFd.open("/proc"));
  }

  /** Returns a process's command; the empty string when it has ended since. */
  String of(int pid) {
    return byPid.computeIfAbsent(pid, this::read);
  }

  private String read(int pid) {
    String cmdline = proc.read(pid + "/cmdline").orElse("");
    if (!cmdline.isEmpty()) {
      return ProcessInfo.command(cmdline, "");
    }
    return proc.read(pid + "/comm").map(name -> ProcessInfo.command("", name.strip())).orElse("");
  }

  @Override
  public void close() {
    proc.close();
  }
}
