// Lab 03, Namespaces: one solution, with what each step is for.

Cell ownName() {
  Cell cell = Cell.open("own-name");
  cell.unshare(UTS); // the new namespace begins with a copy of the host's name
  cell.sethostname("inside"); // uname(2) answers this to the cell's thread and its programs
  return cell;
}

long impostor() throws IOException {
  for (ProcessInfo process : ProcessInfo.readAll()) {
    if (process.command().equals("sleep 3003")) {
      Path status = Path.of("/proc/" + process.pid() + "/status");
      for (String line : Files.readAllLines(status)) {
        // one pid for each namespace it is in, from the reader's inward
        if (line.startsWith("NSpid:") && line.endsWith("\t1")) {
          return process.pid();
        }
      }
    }
  }
  return 0;
}

List<Cell> neighbours() {
  Cell first = Cell.open("first").unshare(NETWORK);
  Cell second = Cell.open("second");
  // the link is the namespace: opening it keeps it alive, setns(2) moves this thread into it
  Path network = Path.of("/proc/self/task/" + first.tid() + "/ns/net");
  second.call(() -> Linux.setns(network, NETWORK));
  return List.of(first, second);
}

Set<Namespace> shared(long pid, long other) {
  Set<Namespace> kinds = EnumSet.noneOf(Namespace.class);
  List<NamespaceLink> others = NamespaceLink.readAll(other);
  for (NamespaceLink link : NamespaceLink.readAll(pid)) {
    if (others.contains(link)) { // same kind, same inode number: the same namespace
      kinds.add(Namespace.ofProcName(link.type()));
    }
  }
  return kinds;
}
