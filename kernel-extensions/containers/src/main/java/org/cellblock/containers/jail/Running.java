package org.cellblock.containers.jail;

import java.util.stream.Collectors;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.NamespaceMember;

/**
 * A jail that has been started.
 *
 * @param jid its number
 * @param jail its definition at that time
 * @param cell what it is on Linux
 * @param program what its command has started, or null
 */
record Running(int jid, Jail jail, Cell cell, Program program) {

  Jails.Row row() {
    String addresses =
        jail.addresses().stream().map(Address::address).collect(Collectors.joining(" "));
    String hostname = cell.call(Linux::gethostname);
    String path = jail.value("path", jail.rootFs() == null ? "/" : "");
    return new Jails.Row(jid, addresses, hostname, path);
  }

  /** Returns the command's process while it runs, or else pid 1 of the jail. */
  long pid() {
    return program != null && program.isRunning() ? program.pid() : pidOne();
  }

  private long pidOne() {
    return HostThread.call(
        () ->
            NamespaceLink.readForChildren(ProcessHandle.current().pid(), cell.tid()).stream()
                .filter(link -> link.type().equals(Namespace.PID.procName()))
                .findFirst()
                .flatMap(link -> NamespaceMember.first(link.namespace()))
                .orElseThrow(
                    () -> new IllegalStateException("jail %s has ended".formatted(jail.name())))
                .pid());
  }
}
