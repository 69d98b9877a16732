package org.cellblock.containers.jail;

import java.util.stream.Collectors;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Program;
import org.cellblock.linux.Linux;

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
}
