package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.NeedsCgroups;
import org.cellblock.containers.cgroup.Watch;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.image.Image;
import org.cellblock.containers.jail.Jail;
import org.cellblock.containers.lxc.Lxc;
import org.cellblock.containers.oci.Bundle;
import org.cellblock.containers.oci.Hook;
import org.cellblock.containers.oci.HookStage;
import org.cellblock.containers.oci.OciMount;
import org.cellblock.containers.oci.OciRuntime;
import org.cellblock.containers.oci.Runc;
import org.cellblock.containers.root.Layer;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Capability;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That a call says which value it doesn't take, in one exception of our own. */
@Tag("kernel")
@NeedsNamespaces
class RefusedByContainersTests {

  /** No encoding has it alone. */
  private static final String HALF = "\ud800";

  private static final Path TOP = Path.of("/");

  @TempDir private Path directory;

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        call("argument [null]", () -> bundle().args((String[]) null)),
        call("capability [null]", () -> bundle().capabilities((Capability[]) null)),
        call("masked path [null]", () -> bundle().maskedPaths((String[]) null)),
        call("uid [-1]", () -> bundle().user(-1, 0)),
        call("gid [4294967295]", () -> bundle().user(0, 0xffff_ffffL)),
        call("id map [0 0 " + Long.MAX_VALUE + "]", () -> bundle().uidMap(0, 0, Long.MAX_VALUE)),
        call("option of /x [null]", () -> new OciMount("/x", "t", "s", null)),
        call("option of /x [null]", () -> new OciMount("/x", "t", "s", oneNull())),
        call("option of /x [a\\0b]", () -> new OciMount("/x", "t", "s", List.of("a\0b"))),
        call("argument [null]", () -> new Hook(HookStage.PRESTART, "/x", null)),
        call("argument [null]", () -> new Hook(HookStage.PRESTART, "/x", oneNull())),
        call("runtime [null]", () -> new OciRuntime(null, TOP)),
        call("program [null]", () -> new OciRuntime("runc", null)),
        call("capability [null]", () -> Lxc.named("a").drop((Capability[]) null)),
        call("capability [null]", () -> Lxc.named("a").drop((Capability) null)),
        call("argument [null]", () -> Lxc.named("a").run("echo", (String[]) null)),
        call("argument [null]", () -> Lxc.named("a").run("echo", (String) null)),
        call("id map [0 " + Long.MAX_VALUE + " 1]", () -> Lxc.named("a").idMap(Long.MAX_VALUE, 1)),
        call("directory name [" + HALF + "]", () -> Host.temporaryDirectory(HALF)),
        call("root [null]", () -> Jail.named("a").rootFs(null)),
        call("path [/" + HALF + "]", () -> jail().set("path", "/" + HALF).start()),
        call("mount on [/" + HALF + "]", () -> mounting("none /" + HALF + " tmpfs rw").start()),
        call("working directory [null]", () -> Image.build().workingDir(null)),
        call("working directory [/\\0]", () -> Image.build().workingDir("/\0")),
        call("layer name [null]", () -> Layer.read(null, TOP)),
        call("detail [null]", () -> new Box("host", "a", null, List.of())),
        call("status [null]", () -> new Output("true", "", "", null)),
        call("sample [null]", () -> new Watch("a", "", "", "", null)),
        call("memory limit [null]", () -> new Watch("a", null, "", "", List.of())),
        call("value [null]", () -> new Watch.Curve("a", null, "")));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("wrongValues")
  void aWrongValueIsNamed(String what, Runnable call) {
    assertThatThrownBy(call::run)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(what + ": expected ");
  }

  @Test
  @NeedsCgroups
  void aFileThatHasNoSuchNameIsNoneOfACgroup() {
    try (Cgroup cgroup = Cgroup.create("names")) {
      assertThatThrownBy(() -> cgroup.read(HALF))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("file [" + HALF + "]: expected characters of ");
    }
  }

  private static Bundle bundle() {
    return Runc.bundle(RootFs.busybox());
  }

  private static Jail jail() {
    return Jail.named("refused").command("true");
  }

  private static Jail mounting(String line) {
    return jail().set("path", "/").set("mount", line);
  }

  private static List<String> oneNull() {
    return Arrays.asList((String) null);
  }

  private static Arguments call(String what, Runnable call) {
    return Arguments.of(what, call);
  }
}
