package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Cells;
import org.cellblock.containers.host.Host;
import org.cellblock.linux.Namespace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment on this machine; one that can't be made here is skipped with its need. */
@Tag("kernel")
class ExperimentsTests {

  /** What an ordinary user lacks besides cgroups: root on the host, a Docker engine, devices. */
  private static final Set<String> NEED_MORE = Set.of("C011", "C035", "C043", "C165");

  private static final boolean IS_ROOTLESS = "rootless".equals(System.getenv("CELLBLOCK_MODE"));

  private static long before;

  /** The first program brings the guardian along, which stays. */
  @BeforeAll
  static void countChildren() {
    Host.run("true");
    before = children();
  }

  static List<String> ids() {
    return Experiments.ofCourse().ids().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theKernelSaysWhatWeExpect(String id) {
    CheckedClaim checked = Claim.check(id);
    if (checked.found() == Verdict.NOT_TESTABLE) {
      assertThat(!IS_ROOTLESS || mayBeUntestable(id))
          .as("%s: expected a verdict, for it needs no cgroup", checked)
          .isTrue();
      abort(checked.evidence());
    }
    assertThat(checked.found()).as(checked.toString()).isEqualTo(checked.expected());
  }

  private static boolean mayBeUntestable(String id) {
    return NEED_MORE.contains(id)
        || Experiments.ofCourse().methods().get(id).isAnnotationPresent(NeedsCgroups.class);
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    assertThat(Cells.all()).isEmpty();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (children() > before && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(children()).isLessThanOrEqualTo(before);
  }

  private static long children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }

  @Test
  void aClaimIsCheckedOnTheHostWhoeverAsks() {
    try (Cell cell = Cell.open("asks")) {
      CheckedClaim inside = cell.unshare(Namespace.UTS).call(() -> Claim.check("C009"));
      assertThat(inside.found()).isEqualTo(Verdict.CONFIRMED);
    }
  }
}
