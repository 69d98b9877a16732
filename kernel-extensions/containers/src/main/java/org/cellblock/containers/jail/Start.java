package org.cellblock.containers.jail;

import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.place.OwnProc;
import org.cellblock.containers.root.ReadonlyPaths;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Given;
import org.cellblock.linux.Namespace;

/** The steps by which a cell becomes a jail. */
final class Start {

  private static final String ROOT = "/";

  private final Jail jail;
  private final ExecCommands commands;
  private final List<Address> addresses;
  private final List<String> devices;
  private final RootFs root;

  Start(Jail jail) {
    this.jail = jail;
    commands = new ExecCommands(jail);
    addresses = jail.addresses();
    devices = jail.values("vnet.interface");
    checkLife();
    root = root();
  }

  void run() {
    startDependencies(new ArrayDeque<>());
    jail.stop();
    Owner.JAIL.check(jail.name()); // before anything runs on the host
    checkAddresses();
    commands.outside("exec.prepare");
    commands.outside("exec.prestart");
    int jid = Jails.nextJid();
    Cell cell = Owner.JAIL.open(jail.name());
    boolean done = false;
    try {
      build(cell, jid);
      Jails.add(new Running(jid, jail, cell, null));
      commands.outside("exec.created");
      commands.inside(cell, "exec.start");
      Jails.add(new Running(jid, jail, cell, command(cell)));
      commands.outside("exec.poststart");
      done = true;
    } finally {
      if (!done) {
        cell.close();
        Hub.closeIfEmpty();
      }
    }
  }

  private void build(Cell cell, int jid) {
    List<Namespace> kinds = kinds();
    cell.unshare(kinds.toArray(Namespace[]::new));
    if (kinds.contains(UTS) && !jail.values("host.hostname").isEmpty()) {
      cell.sethostname(jail.value("host.hostname", null));
    }
    if (kinds.contains(NETWORK) && !(addresses.isEmpty() && devices.isEmpty())) {
      Hub.connect(cell, jid, addresses, devices);
    }
    cell.unshare(PID);
    if (root != null) {
      cell.pivotRoot(root);
    } else {
      OwnProc.mount(cell);
      cell.call(() -> ReadonlyPaths.protect("/proc"));
    }
    Rights.take(jail, cell);
  }

  private List<Namespace> kinds() {
    List<Namespace> kinds = new ArrayList<>(List.of(MOUNT));
    if (!jail.values("host.hostname").isEmpty() || jail.is("host", "new")) {
      kinds.add(UTS);
    }
    if (!jail.is("allow.sysvipc", "true")
        && List.of("sysvmsg", "sysvsem", "sysvshm").stream()
            .noneMatch(each -> jail.is(each, "inherit"))) {
      kinds.add(IPC);
    }
    boolean inherits = jail.is("ip4", "inherit") || jail.is("ip6", "inherit");
    if (!inherits || !addresses.isEmpty() || !devices.isEmpty() || jail.is("vnet", "new")) {
      kinds.add(NETWORK);
    }
    return kinds;
  }

  private RootFs root() {
    String path = jail.value("path", ROOT);
    List<Fstab> lines = new ArrayList<>();
    jail.values("mount").forEach(line -> lines.add(Fstab.parse(line, path)));
    if (jail.rootFs() != null) {
      return Fstab.in(jail.rootFs(), lines);
    }
    if (path.equals(ROOT)) {
      return null;
    }
    return Fstab.in(RootFs.of(Given.path(path, "path")), lines);
  }

  private Program command(Cell cell) {
    String[] words = jail.commands("command").toArray(String[]::new);
    if (words.length == 0) {
      return null;
    }
    return words.length == 1 && words[0].contains(" ")
        ? cell.start("/bin/sh", "-c", words[0])
        : cell.start(words[0], Arrays.copyOfRange(words, 1, words.length));
  }

  private void checkLife() {
    if (!jail.is("persist", "true")
        && jail.commands("exec.start").isEmpty()
        && jail.commands("command").isEmpty()) {
      throw new IllegalArgumentException(
          "jail [%s] has nothing to live for: expected a command, exec.start or persist, see jail(8)"
              .formatted(jail.name()));
    }
  }

  private void checkAddresses() {
    for (Running other : Jails.running()) {
      for (Address address : addresses) {
        if (other.jail().addresses().stream()
            .anyMatch(each -> each.address().equals(address.address()))) {
          throw new IllegalArgumentException(
              "address [%s] of jail %s: jail %s has it; stop that one, or take another"
                  .formatted(address.address(), jail.name(), other.jail().name()));
        }
      }
    }
  }

  private void startDependencies(Deque<String> waiting) {
    waiting.addLast(jail.name());
    for (String name : jail.values("depend")) {
      if (waiting.contains(name)) {
        throw new IllegalArgumentException(
            "depend [%s] of jail %s: each waits for the other, %s: take one away"
                .formatted(name, jail.name(), List.copyOf(waiting)));
      }
      Jail needed = jail.siblings().get(name);
      if (Jails.find(name) == null) {
        if (needed == null) {
          throw new IllegalArgumentException(
              "depend [%s] of jail %s: expected a jail of the same text, or one that runs"
                  .formatted(name, jail.name()));
        }
        boolean takesRoot = needed.rootFs() == null && jail.rootFs() != null;
        Start start = new Start(takesRoot ? needed.rootFs(jail.rootFs()) : needed);
        start.startDependencies(waiting);
        start.run();
      }
    }
    waiting.removeLast();
  }
}
