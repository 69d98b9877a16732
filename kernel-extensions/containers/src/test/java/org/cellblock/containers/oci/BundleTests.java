package org.cellblock.containers.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.Set;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.Resource;
import org.cellblock.linux.Rlimit;
import org.junit.jupiter.api.Test;

/** Asks the schemas of the runtime specification what they think of a bundle's configuration. */
class BundleTests {

  private static final RootFs ROOT = () -> Path.of("/nowhere");

  @Test
  void aNewBundlesConfigurationKeepsToTheSchema() {
    assertThat(complaints(Runc.bundle(ROOT).config().json())).isEmpty();
  }

  @Test
  void aConfigurationWithEverythingKeepsToTheSchema() {
    assertThat(complaints(full().config().json())).isEmpty();
  }

  @Test
  void theSchemaFindsAWrongConfiguration() {
    String wrong = full().config().json().replace("\"containerID\": 0", "\"containerID\": -1");
    assertThat(complaints(wrong))
        .map(ValidationMessage::getMessage)
        .containsExactly(
            "$.linux.uidMappings[0].containerID: must have a minimum value of 0",
            "$.linux.gidMappings[0].containerID: must have a minimum value of 0");
  }

  @Test
  void limitsAreWrittenInTheSpecificationsUnits() {
    JsonObject resources =
        config(Runc.bundle(ROOT).memory("400m").cpuShares(512).cpus(0.2).pids(20))
            .getAsJsonObject("linux")
            .getAsJsonObject("resources");
    assertThat(resources)
        .hasToString(
            "{\"memory\":{\"limit\":419430400},\"cpu\":{\"shares\":512,\"quota\":20000,"
                + "\"period\":100000},\"pids\":{\"limit\":20}}");
  }

  @Test
  void resourceLimitsAreWrittenByTheirNames() {
    Bundle bundle = Runc.bundle(ROOT).rlimit(Resource.RLIMIT_CORE, 0, Rlimit.UNLIMITED);
    assertThat(config(bundle).getAsJsonObject("process").getAsJsonArray("rlimits"))
        .hasToString(
            "[{\"type\":\"RLIMIT_CORE\",\"hard\":18446744073709551615,\"soft\":0},"
                + "{\"type\":\"RLIMIT_NOFILE\",\"hard\":1024,\"soft\":1024}]");
  }

  @Test
  void withoutLimitsNothingIsSaidOfResources() {
    assertThat(config(Runc.bundle(ROOT)).getAsJsonObject("linux").has("resources")).isFalse();
  }

  @Test
  void aMountAtTheSamePlaceReplacesTheFormer() {
    OciMount mount = OciMount.of("/sys", "tmpfs", "none");
    assertThat(Runc.bundle(ROOT).mount(mount).mounts)
        .filteredOn(each -> each.destination().equals("/sys"))
        .containsExactly(mount);
  }

  @Test
  void withoutUtsThereIsNoHostname() {
    assertThat(config(Runc.bundle(ROOT).namespaces(Namespace.MOUNT)).has("hostname")).isFalse();
  }

  @Test
  void aRelativeWorkingDirectoryIsRefused() {
    assertThatThrownBy(() -> Runc.bundle(ROOT).cwd("srv"))
        .hasMessage("cwd [srv]: expected an absolute path, for example /srv");
  }

  @Test
  void aVariablesNameHasNoEqualsSign() {
    assertThatThrownBy(() -> Runc.bundle(ROOT).env("A=B", "c"))
        .hasMessage("variable [A=B]: expected a name without an equals sign");
  }

  @Test
  void aRootNeedsAMountNamespace() {
    assertThatThrownBy(() -> Runc.bundle(ROOT).namespaces(Namespace.PID))
        .hasMessage("namespaces [PID]: expected MOUNT among them; a root needs it");
  }

  @Test
  void aLimitThatNoCgroupTakesIsRefusedAtOnce() {
    assertThatThrownBy(() -> Runc.bundle(ROOT).memory("much"))
        .hasMessage(
            "memory [much]: expected a whole number and one of b, k, m, g, t, for example 400m; or"
                + " max");
  }

  @Test
  void anEmptyRangeOfIdsIsRefused() {
    assertThatThrownBy(() -> Runc.bundle(ROOT).uidMap(0, 100_000, 0))
        .hasMessage(
            "id map [0 100000 0]: expected ids from 0 on and a count from 1 on,"
                + " all below 4294967295");
  }

  @Test
  void aThreadCantBeInAUserNamespace() {
    assertThatThrownBy(() -> Runc.bundle(ROOT).uidMap(0, 100_000, 1).asCell())
        .hasMessage(
            "asCell with namespace [USER]: expected a bundle without id maps; a thread of Java"
                + " can't enter a user namespace. Runc.run(bundle) can");
  }

  @Test
  void anUnknownRuntimeIsRefused() {
    assertThatThrownBy(() -> Runc.with("docker"))
        .hasMessage("runtime [docker]: expected one of runc, crun, runsc");
  }

  private static Bundle full() {
    return Runc.bundle(ROOT)
        .args("sh", "-c", "id")
        .env("LANG", "C")
        .cwd("/srv")
        .user(1000, 1000)
        .capabilities(Capability.CAP_KILL)
        .rlimit(Resource.RLIMIT_NOFILE, 64, 128)
        .rlimit(Resource.RLIMIT_CORE, 0, Rlimit.UNLIMITED)
        .readonlyRoot()
        .mount(OciMount.of("/srv", "bind", "/srv", "rbind", "ro"))
        .uidMap(0, 100_000, 65_536)
        .gidMap(0, 100_000, 65_536)
        .memory("400m")
        .cpuShares(512)
        .cpus(0.2)
        .pids(20)
        .maskedPaths("/proc/version")
        .readonlyPaths("/proc/asound")
        .hook(HookStage.CREATE_RUNTIME, "/bin/true", "x")
        .hook(HookStage.POSTSTOP, "/bin/true");
  }

  private static JsonObject config(Bundle bundle) {
    return JsonParser.parseString(bundle.config().json()).getAsJsonObject();
  }

  private static Set<ValidationMessage> complaints(String json) {
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4);
    JsonSchema schema =
        factory.getSchema(
            SchemaLocation.of("classpath:org/cellblock/containers/oci/schema/config-schema.json"));
    return schema.validate(json, InputFormat.JSON);
  }
}
