// Lab 03, Namespaces. Replace what stands below each TODO, then check.

Cell ownName() {
  Cell cell = Cell.open("own-name");
  // TODO 1: let its host name be "inside", and leave the host's alone
  return cell;
}

long impostor() throws IOException {
  for (ProcessInfo process : ProcessInfo.readAll()) {
    if (process.command().equals("sleep 3003")) {
      // TODO 2: is it this one? return the pid of the one that is 1 inside
      return 0;
    }
  }
  return 0;
}

List<Cell> neighbours() {
  Cell first = Cell.open("first").unshare(NETWORK);
  Cell second = Cell.open("second");
  // TODO 3: let the second cell join the first one's network namespace
  return List.of(first, second);
}

Set<Namespace> shared(long pid, long other) {
  Set<Namespace> kinds = EnumSet.noneOf(Namespace.class);
  // TODO 4: add each kind of which both are in the same namespace
  return kinds;
}
