package org.cellblock.containers.pod;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.cellblock.linux.Given;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a manifest: only the structure of YAML is asked for, so no class is made of it. */
final class Manifest {

  private Manifest() {}

  static PodSpec parse(String yaml) {
    Given.text(yaml, "manifest");
    ManifestNode.Fields top =
        new ManifestNode("", document(yaml)).fields("apiVersion", "kind", "metadata", "spec");
    expect(top.get("apiVersion"), "v1");
    expect(top.get("kind"), "Pod");
    PodSpec spec =
        top.get("metadata").fields("name").get("name").as(ManifestNode::text, PodSpec::new);
    return spec(spec, top.get("spec"));
  }

  private static Node document(String yaml) {
    Node document;
    try {
      document = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    } catch (MarkedYAMLException wrong) {
      int line = wrong.getProblemMark() == null ? 0 : wrong.getProblemMark().getLine() + 1;
      throw new IllegalArgumentException(
          "manifest, line %d: expected YAML: %s".formatted(line, wrong.getProblem()), wrong);
    } catch (YAMLException wrong) {
      throw new IllegalArgumentException(
          "manifest: expected YAML: " + wrong.getMessage().split("\n")[0], wrong);
    }
    if (document == null) {
      throw new IllegalArgumentException("manifest: expected one document, not none");
    }
    return document;
  }

  private static PodSpec spec(PodSpec named, ManifestNode node) {
    ManifestNode.Fields fields =
        node.fields(
            "hostname",
            "shareProcessNamespace",
            "restartPolicy",
            "resources",
            "volumes",
            "initContainers",
            "containers");
    PodSpec spec =
        fields
            .find("restartPolicy")
            .map(each -> each.as(ManifestNode::text, RestartPolicy::of))
            .map(named::restartPolicy)
            .orElse(named.restartPolicy(RestartPolicy.ALWAYS));
    Optional<ManifestNode> hostname = fields.find("hostname");
    if (hostname.isPresent()) {
      spec = hostname.get().as(ManifestNode::text, spec::hostname);
    }
    if (fields.find("shareProcessNamespace").map(ManifestNode::bool).orElse(false)) {
      spec = spec.shareProcessNamespace();
    }
    spec = spec.withLimits(limits(fields.find("resources")));
    for (ManifestNode each : fields.items("volumes")) {
      spec = withVolume(spec, each);
    }
    fields.get("containers");
    spec = withAll(spec, fields.items("initContainers"), PodSpec::initContainer);
    return withAll(spec, fields.items("containers"), PodSpec::container);
  }

  private static PodSpec withAll(
      PodSpec spec, List<ManifestNode> nodes, BiFunction<PodSpec, ContainerSpec, PodSpec> adding) {
    PodSpec all = spec;
    for (ManifestNode each : nodes) {
      PodSpec before = all;
      ContainerSpec container = container(each);
      all = each.as(item -> container.name(), name -> adding.apply(before, container));
    }
    return all;
  }

  private static PodSpec withVolume(PodSpec spec, ManifestNode node) {
    ManifestNode.Fields fields = node.fields("name", "emptyDir", "hostPath");
    ManifestNode name = fields.get("name");
    Optional<ManifestNode> hostPath = fields.find("hostPath");
    if (hostPath.isPresent()) {
      Path directory =
          hostPath.get().fields("path").get("path").as(ManifestNode::text, Manifest::path);
      return name.as(ManifestNode::text, text -> spec.hostPath(text, directory));
    }
    fields
        .get("emptyDir")
        .fields("medium")
        .find("medium")
        .ifPresent(medium -> expect(medium, "Memory"));
    return name.as(ManifestNode::text, spec::emptyDir);
  }

  private static Path path(String text) {
    Path path = Given.path(text, "path");
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("[%s]: expected an absolute path".formatted(text));
    }
    return path;
  }

  private static ContainerSpec container(ManifestNode node) {
    ManifestNode.Fields fields =
        node.fields("name", "image", "command", "args", "env", "resources", "volumeMounts");
    String image = fields.find("image").map(ManifestNode::text).orElse(ContainerSpec.BUSYBOX);
    List<VolumeMount> mounts =
        fields.items("volumeMounts").stream().map(Manifest::volumeMount).toList();
    List<String> command = texts(fields, "command");
    List<String> args = texts(fields, "args");
    Map<String, String> env = env(fields);
    PodLimits limits = limits(fields.find("resources"));
    return fields
        .get("name")
        .as(
            ManifestNode::text,
            name -> new ContainerSpec(name, image, command, args, env, limits, mounts));
  }

  private static List<String> texts(ManifestNode.Fields fields, String name) {
    return fields.items(name).stream().map(ManifestNode::text).toList();
  }

  private static Map<String, String> env(ManifestNode.Fields fields) {
    Map<String, String> env = new LinkedHashMap<>();
    for (ManifestNode each : fields.items("env")) {
      ManifestNode.Fields pair = each.fields("name", "value");
      String variable = pair.get("name").as(ManifestNode::text, Given::variable);
      env.put(variable, pair.find("value").map(ManifestNode::text).orElse(""));
    }
    return env;
  }

  private static VolumeMount volumeMount(ManifestNode node) {
    ManifestNode.Fields fields = node.fields("name", "mountPath");
    String path = fields.get("mountPath").text();
    return fields.get("name").as(ManifestNode::text, name -> new VolumeMount(name, path));
  }

  private static PodLimits limits(Optional<ManifestNode> resources) {
    Optional<ManifestNode> limits = resources.flatMap(each -> each.fields("limits").find("limits"));
    if (limits.isEmpty()) {
      return PodLimits.NONE;
    }
    ManifestNode.Fields fields = limits.get().fields("memory", "cpu");
    PodLimits memory =
        fields
            .find("memory")
            .map(each -> each.as(ManifestNode::quantity, Quantity::bytes))
            .map(bytes -> new PodLimits(bytes, 0))
            .orElse(PodLimits.NONE);
    return fields
        .find("cpu")
        .map(each -> each.as(ManifestNode::quantity, text -> withCpu(memory, text)))
        .orElse(memory);
  }

  private static PodLimits withCpu(PodLimits memory, String text) {
    return new PodLimits(memory.memory(), Quantity.thousandths(text));
  }

  private static void expect(ManifestNode node, String word) {
    if (!node.text().equals(word)) {
      throw node.refused("[%s]: expected %s".formatted(node.text(), word));
    }
  }
}
