package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.cgroup.NeedsCgroups;
import org.cellblock.containers.cgroup.OtherCgroup;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.docker.Docker;
import org.cellblock.containers.docker.DockerContainer;
import org.cellblock.containers.docker.DockerEvents;
import org.cellblock.containers.docker.DockerInspect;
import org.cellblock.containers.docker.DockerRun;
import org.cellblock.containers.docker.DockerShell;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Launch;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.containers.host.OpenThings.Stage;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.image.Image;
import org.cellblock.containers.image.ImageBuilder;
import org.cellblock.containers.jail.Jail;
import org.cellblock.containers.lxc.Lxc;
import org.cellblock.containers.oci.Bundle;
import org.cellblock.containers.oci.OciConfig;
import org.cellblock.containers.oci.OciContainer;
import org.cellblock.containers.oci.OciRuntime;
import org.cellblock.containers.oci.Runc;
import org.cellblock.containers.place.Bridge;
import org.cellblock.containers.place.RuntimePlace;
import org.cellblock.containers.pod.ContainerSpec;
import org.cellblock.containers.pod.Pod;
import org.cellblock.containers.pod.PodContainer;
import org.cellblock.containers.pod.PodLimits;
import org.cellblock.containers.pod.PodSpec;
import org.cellblock.containers.pod.Pods;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.ExitStatus;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.PublicCalls;
import org.cellblock.linux.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That every call says what it misses, in one exception of our own, on whatever it is made. */
@Tag("kernel")
@NeedsNamespaces
class NothingGivenToContainersTests {

  /** A cgroup, an engine or a runtime has to be there for one of these. */
  private static final Class<?>[] NEED_MORE = {
    Cgroup.class,
    OtherCgroup.class,
    RuntimeCgroup.class,
    OciContainer.class,
    Docker.class,
    DockerContainer.class,
    DockerEvents.class,
    DockerShell.class
  };

  @TempDir private Path directory;
  private final Map<Class<?>, Object> receivers = new HashMap<>();
  private final Map<Class<?>, Object> values = new HashMap<>();

  @AfterEach
  void close() {
    Pods.closeAll();
    Cells.closeAll();
    Cgroups.closeAll();
  }

  @Test
  void everyCallNamesWhatIsMissing() {
    receivers.put(Cell.class, Cell.open("nothing"));
    receivers.put(Program.class, Host.start("true"));
    receivers.put(Bundle.class, Runc.bundle(RootFs.busybox()));
    receivers.put(OciRuntime.class, new OciRuntime("runc", directory.resolve("absent")));
    receivers.put(Jail.class, Jail.named("nothing"));
    receivers.put(Lxc.class, Lxc.named("nothing"));
    receivers.put(
        RuntimePlace.class, RuntimePlace.open("nothing", NothingGivenToContainersTests::noCgroup));
    receivers.put(ImageBuilder.class, Image.build());
    receivers.put(Image.class, Image.build().writeTo(directory.resolve("image")));
    receivers.put(DockerRun.class, Docker.run("absent"));
    receivers.put(DockerInspect.class, new DockerInspect("{}"));
    receivers.put(OciConfig.class, new OciConfig("{}"));
    receivers.put(Owner.class, Owner.CELL);
    receivers.put(Launch.class, Launch.onHost(List.of()));
    receivers.put(OpenThings.class, OpenThings.of(Stage.CELLS, Object::toString, each -> {}));
    receivers.put(Bridge.class, new Bridge("nothing", "nothing"));
    receivers.put(ContainerSpec.class, ContainerSpec.named("nothing"));
    PodSpec spec = Pod.named("nothing-in-it").container("app", "sleep", "100");
    Pod pod = spec.start();
    receivers.put(PodSpec.class, spec);
    receivers.put(Pod.class, pod);
    receivers.put(PodContainer.class, pod.container("app"));
    values.put(ContainerSpec.class, ContainerSpec.named("other"));
    values.put(PodLimits.class, new PodLimits(0, 0));
    values.put(String.class, "absent");
    values.put(Path.class, directory);
    values.put(RootFs.class, RootFs.busybox());
    values.put(Bundle.class, receivers.get(Bundle.class));
    values.put(List.class, List.of());
    values.put(Collection.class, List.of());
    values.put(ExitStatus.class, new ExitStatus(0, 0));
    values.put(Object.class, "absent");
    values.put(Work.class, (Work<Object, RuntimeException>) () -> null);
    values.put(Runnable.class, (Runnable) () -> {});
    values.put(Supplier.class, (Supplier<?>) NothingGivenToContainersTests::noCgroup);
    assertThat(calls().unclear(NEED_MORE)).isEmpty();
  }

  @Test
  @NeedsCgroups
  void everyCallOfACgroupToo() {
    receivers.put(Cgroup.class, Cgroup.create("nothing"));
    values.put(String.class, "pids.max");
    assertThat(calls().unclearOf(Cgroup.class)).isEmpty();
  }

  private static RuntimeCgroup noCgroup() {
    return RuntimeCgroup.make("nothing", false);
  }

  private PublicCalls calls() {
    return new PublicCalls(Cell.class, receivers::get, values::get);
  }
}
