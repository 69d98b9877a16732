package org.cellblock.labs.namespaces;

import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.UTS;

import java.util.List;
import java.util.Set;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Host;
import org.cellblock.labs.Answers;
import org.cellblock.labs.AnswersParameter;
import org.cellblock.labs.NotYet;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(AnswersParameter.class)
final class NamespacesTests {

  private static final String ONE_NETWORK =
      "whoever is in a network namespace sees its devices, addresses and ports, and no others";

  private final Answers answers;

  NamespacesTests(Answers answers) {
    this.answers = answers;
  }

  @Test
  @Order(1)
  @Tag("task:1")
  void theCellIsInAUtsNamespaceOfItsOwn() {
    Cell cell = open(answers.get("ownName()", Cell.class));
    String link = Links.of(cell, UTS);
    NotYet.unless(
        !link.equals(Links.ofHost(UTS)),
        "a cell in a UTS namespace of its own",
        "%s for the cell's thread, and the same for the host".formatted(link),
        "the number is the namespace: where it is equal, there is one host name for both");
  }

  @Test
  @Order(2)
  @Tag("task:1")
  void theCellsNameIsInsideAndTheHostsIsAsBefore() {
    String before = Host.hostname();
    Cell cell = open(answers.get("ownName()", Cell.class));
    String inside = cell.call(Linux::gethostname);
    NotYet.unless(
        inside.equals("inside") && Host.hostname().equals(before),
        "the name inside in the cell, and %s on the host".formatted(before),
        "%s in the cell, %s on the host".formatted(inside, Host.hostname()),
        "a new UTS namespace begins with a copy of the old name; setting it changes one copy");
  }

  @Test
  @Order(3)
  @Tag("task:2")
  void theImpostorIsPidOneInside() {
    long pid = answers.get("impostor()", Number.class).longValue();
    Sleeper sleeper = Sleeper.read(pid);
    NotYet.unless(
        sleeper.isOneOfOurs() && sleeper.innermost() == 1,
        "the pid of the %s that is 1 inside".formatted(Sleepers.COMMAND),
        "you returned " + sleeper,
        "the init of a container is the process whose death ends it");
  }

  @Test
  @Order(4)
  @Tag("task:3")
  void bothCellsAreInOneNetworkNamespace() {
    List<Cell> cells = neighbours();
    String first = Links.of(cells.get(0), NETWORK);
    String second = Links.of(cells.get(1), NETWORK);
    String host = Links.ofHost(NETWORK);
    NotYet.unless(
        first.equals(second) && !first.equals(host),
        "one network namespace for both cells, and another for the host",
        "%s and %s for the cells, %s for the host".formatted(first, second, host),
        ONE_NETWORK);
  }

  @Test
  @Order(5)
  @Tag("task:3")
  void bothCellsSeeNoDeviceButTheirLoopback() {
    for (Cell cell : neighbours()) {
      List<String> devices = Links.networkDevices(cell);
      NotYet.unless(
          devices.equals(List.of("lo")) && !Links.of(cell, NETWORK).equals(Links.ofHost(NETWORK)),
          "no device but lo in cell %s, and a lo that isn't the host's".formatted(cell.name()),
          "%s in its /proc net/dev, in %s".formatted(devices, Links.of(cell, NETWORK)),
          ONE_NETWORK);
    }
  }

  @Test
  @Order(6)
  @Tag("task:4")
  void twoProcessesShareWhatTheirLinksSay() {
    try (Pair pair = Pair.start()) {
      checkShared(pair.first(), pair.second());
    }
  }

  @Test
  @Order(7)
  @Tag("task:4")
  void aProcessSharesEveryNamespaceWithItself() {
    long pid = ProcessHandle.current().pid();
    checkShared(pid, pid);
  }

  private void checkShared(long pid, long other) {
    Set<?> returned = answers.get("shared(%dL, %dL)".formatted(pid, other), Set.class);
    Set<Namespace> shared = Links.shared(pid, other);
    NotYet.unless(
        shared.equals(returned),
        "the kinds whose links are the same for pid %d and pid %d".formatted(pid, other),
        "the same links for %s; you returned %s".formatted(shared, returned),
        "a container is apart from another only in the kinds that they don't share");
  }

  private List<Cell> neighbours() {
    List<?> cells = answers.get("neighbours()", List.class);
    boolean areTwo =
        cells.size() == 2
            && cells.get(0) != cells.get(1)
            && cells.stream().allMatch(Cell.class::isInstance);
    NotYet.unless(areTwo, "two cells", "you returned " + cells, ONE_NETWORK);
    return cells.stream().map(Cell.class::cast).map(NamespacesTests::open).toList();
  }

  private static Cell open(Cell cell) {
    NotYet.unless(
        cell.isOpen(),
        "an open cell",
        "%s has no thread any more".formatted(cell),
        "when its thread ends, a cell's namespaces are gone");
    return cell;
  }
}
