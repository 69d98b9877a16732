package org.cellblock.containers.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTests {

  private static final String SHOP =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: shop
      spec:
        hostname: web
        shareProcessNamespace: true
        restartPolicy: OnFailure
        resources:
          limits: {memory: 512Mi, cpu: 500m}
        volumes:
          - name: data
            emptyDir: {}
          - name: etc
            hostPath: {path: /etc}
        initContainers:
          - name: first
            image: busybox:1.36
            command: ["true"]
        containers:
          - name: app
            command: ["sh", "-c"]
            args: ["sleep 1000"]
            env:
              - name: COLOUR
                value: green
              - name: EMPTY
            resources:
              limits: {cpu: 0.25}
            volumeMounts:
              - name: data
                mountPath: /data
      """;

  @Test
  void aManifestIsReadAsAPod() {
    PodSpec spec = Pod.parse(SHOP);
    assertThat(spec)
        .isEqualTo(
            Pod.named("shop")
                .hostname("web")
                .shareProcessNamespace()
                .restartPolicy(RestartPolicy.ON_FAILURE)
                .memory("512m")
                .cpus(0.5)
                .emptyDir("data")
                .hostPath("etc", Path.of("/etc"))
                .initContainer(ContainerSpec.named("first").image("busybox:1.36").command("true"))
                .container(
                    new ContainerSpec(
                        "app",
                        "busybox",
                        List.of("sh", "-c"),
                        List.of("sleep 1000"),
                        Map.of("COLOUR", "green", "EMPTY", ""),
                        new PodLimits(0, 250),
                        List.of(new VolumeMount("data", "/data")))));
    assertThat(spec).hasSameHashCodeAs(Pod.parse(spec.toYaml()));
  }

  @Test
  void aPodIsWrittenAsPeopleWriteIt() {
    assertThat(Pod.named("shop").container("app", "sleep", "1000").memory("512m").toYaml())
        .isEqualTo(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
            spec:
              restartPolicy: Never
              resources:
                limits:
                  memory: 512Mi
              containers:
                - name: app
                  image: busybox
                  command:
                    - sleep
                    - '1000'
            """);
  }

  @Test
  void withoutAWordThePolicyIsAlways() {
    String text = SHOP.replace("  restartPolicy: OnFailure\n", "");
    assertThat(Pod.parse(text).toYaml()).contains("restartPolicy: Always");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hostname: web|hostNetwork: true|spec.hostNetwork, line 6: expected one of [containers,",
        "kind: Pod|kind: Job|kind, line 2: [Job]: expected Pod",
        "  name: shop|  name: Shop|metadata.name, line 4: pod name [Shop]: expected 1 to 31",
        "name: shop|labels: {}|metadata.labels, line 4: expected one of [name]",
        "OnFailure|Sometimes|spec.restartPolicy, line 8: [Sometimes]: expected one of [Always,",
        "512Mi|512mb|spec.resources.limits.memory, line 10: [512mb]: expected a quantity such as",
        "500m|1m|spec.resources.limits.cpu, line 10: cpu in thousandths [1]: expected 10 to",
        "emptyDir: {}|nfs: {}|spec.volumes[0].nfs, line 13: expected one of [emptyDir, hostPath,",
        "emptyDir: {}|emptyDir: {medium: Disk}|spec.volumes[0].emptyDir.medium, line 13: [Disk]",
        "path: /etc|path: etc|spec.volumes[1].hostPath.path, line 15: [etc]: expected an absolute",
        "name: app|name: first|spec.containers[0], line 21: container [first]: expected each name",
        "value: green|value: 8|spec.containers[0].env[0].value, line 26: expected a text; a number",
        "[\"true\"]|\"true\"|spec.initContainers[0].command, line 19: expected a list",
        "ProcessNamespace: true|ProcessNamespace: 1|spec.shareProcessNamespace, line 7: expected",
        "name: EMPTY|value: x|spec.containers[0].env[1], line 27: expected a field name",
      })
  void whatIsWrongIsNamedByItsPathAndLine(String right, String wrong, String message) {
    String text = SHOP.replace(right, wrong);
    assertThat(text).isNotEqualTo(SHOP);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pod.parse(text))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--- a\n--- b\n",
        "a: [",
        "a: &x [*x]",
        "[]",
        "%bad",
        "!!java.net.URL [http://x]",
        "kind: Pod\nkind: Pod",
        "\u0000"
      })
  void whatIsNoManifestIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Pod.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "512Mi, 536870912",
    "512M, 512000000",
    "1Gi, 1073741824",
    "1e3, 1000",
    "1E3, 1000",
    "1E, 1000000000000000000",
    "1.5Ki, 1536",
    "100m, 1",
    ".5k, 500",
    "5., 5"
  })
  void quantitiesFollowTheRulesOfKubernetes(String text, long bytes) {
    assertThat(Quantity.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "0", "1 Mi", "1mi", "1KiB", "1e", "1e999", "Mi", "9Ei", "."})
  void otherQuantitiesAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Quantity.bytes(text));
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadAsTheSame(@ForAll("specs") PodSpec spec) {
    assertThat(Pod.parse(spec.toYaml())).isEqualTo(spec);
  }

  @Provide
  Arbitrary<PodSpec> specs() {
    Arbitrary<ContainerSpec> containers =
        Combinators.combine(texts().list().ofMinSize(1).ofMaxSize(4), texts(), limits(), mounts())
            .as(
                (command, value, limits, mounts) ->
                    new ContainerSpec(
                        "app", "busybox", command, command, Map.of("X", value), limits, mounts));
    return Combinators.combine(
            containers,
            limits(),
            Arbitraries.of(RestartPolicy.values()),
            Arbitraries.of("shop", "web"),
            Arbitraries.of(true, false))
        .as(
            (container, limits, policy, hostname, sharesPids) -> {
              PodSpec spec = Pod.named("shop").hostname(hostname).withLimits(limits);
              spec = spec.restartPolicy(policy).emptyDir("v").hostPath("h", Path.of("/srv"));
              spec = spec.initContainer("first", "true").container(container);
              return sharesPids ? spec.shareProcessNamespace() : spec;
            });
  }

  /** What YAML could take for something else is among them. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(20).filter(text -> text.indexOf('\0') < 0),
        Arbitraries.of(
            "yes", "null", "~", "1", "0x1f", "1e3", "- a", "a: b", "'", "\n", " x ", "#"));
  }

  private static Arbitrary<PodLimits> limits() {
    return Combinators.combine(
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            Arbitraries.longs().between(10, 1_024_000))
        .as(PodLimits::new);
  }

  private static Arbitrary<List<VolumeMount>> mounts() {
    return Arbitraries.of("/data", "/a b", "/x/'y'")
        .map(p -> new VolumeMount("v", p))
        .list()
        .ofMaxSize(2);
  }
}
