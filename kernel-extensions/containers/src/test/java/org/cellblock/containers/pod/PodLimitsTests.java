package org.cellblock.containers.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.CgroupLimits;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.cgroup.NeedsCgroups;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NeedsNamespaces
class PodLimitsTests {

  private static final String[] SLEEP = {"sleep", "1000"};

  @AfterEach
  void closeAll() {
    Pods.closeAll();
    assertThat(Cgroups.all()).isEmpty();
  }

  @Test
  @NeedsCgroups
  void oneCgroupLimitsAllAndEachHasOneBelow() {
    Pod pod =
        Pod.named("shop")
            .memory("512m")
            .cpus(0.5)
            .container(ContainerSpec.named("app").command(SLEEP).memory("64m"))
            .container("sidecar", SLEEP)
            .start();
    assertThat(limit(pod.cgroup())).isEqualTo("536870912");
    assertThat(limit(pod.container("app").cgroup())).isEqualTo("67108864");
    assertThat(CgroupLimits.of(pod.container("app").pid()).get("cgroup"))
        .endsWith("-pod-shop.own/app");
    assertThat(CgroupLimits.of(pod.pid()).get("cgroup")).endsWith("-pod-shop.own/pause");
    assertThat(pod.cgroup().processes().longColumn("pid").asList())
        .contains(pod.pid(), pod.container("app").pid(), pod.container("sidecar").pid());
  }

  @Test
  @NeedsCgroups
  void theLimitOfThePodHoldsForAContainerWithoutOne() {
    Pod pod = Pod.named("shop").memory("32m").container("app", SLEEP).start();
    assertThat(pod.exec("app", "dd", "if=/dev/zero", "of=/dev/null", "bs=100M", "count=1"))
        .satisfies(output -> assertThat(output.status().signal()).isEqualTo(9));
    assertThat(pod.container("app").isRunning()).isTrue();
  }

  @Test
  @NeedsCgroups
  void aRestartStaysInTheCgroup() {
    Pod pod = Pod.named("shop").memory("32m").container("app", SLEEP).start();
    pod.restart("app");
    assertThat(CgroupLimits.of(pod.container("app").pid()).get("cgroup"))
        .endsWith("-pod-shop.own/app");
  }

  @Test
  @NeedsCgroups
  void closedNoCgroupIsLeft() {
    Pod pod = Pod.named("shop").memory("32m").container("app", SLEEP).start();
    List<Path> all = pod.cgroup().paths();
    assertThat(all).isNotEmpty().allSatisfy(each -> assertThat(each).exists());
    pod.close();
    assertThat(all).allSatisfy(each -> assertThat(each).doesNotExist());
  }

  @Test
  void withoutALimitThereIsNoCgroup() {
    Pod pod = Pod.named("shop").container("app", SLEEP).start();
    assertThatIllegalStateException()
        .isThrownBy(pod::cgroup)
        .withMessage("pod shop has no cgroup: it has no limits; .memory(\"512m\") sets one");
  }

  @Test
  void aLimitHoldsOrThePodSaysThatItDoesNot() {
    Pod pod = Pod.named("shop").memory("32m").container("app", SLEEP).start();
    if (pod.toString().contains("without limits")) {
      assertThatThrownBy(pod::cgroup).isInstanceOf(RuntimeException.class);
    } else {
      assertThat(limit(pod.cgroup())).isEqualTo("33554432");
    }
  }

  private static String limit(Cgroup cgroup) {
    boolean isV2 = cgroup.files().stringColumn("version").get(0).equals("v2");
    return cgroup.read(isV2 ? "memory.max" : "memory.limit_in_bytes");
  }
}
