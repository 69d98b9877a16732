package org.cellblock.containers.pod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a manifest, in the order in which people do. */
final class ManifestText {

  private ManifestText() {}

  static String of(PodSpec spec) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("apiVersion", "v1");
    all.put("kind", "Pod");
    all.put("metadata", Map.of("name", spec.name()));
    all.put("spec", spec(spec));
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    return new Yaml(options).dump(all);
  }

  private static Map<String, Object> spec(PodSpec pod) {
    Map<String, Object> spec = new LinkedHashMap<>();
    if (!pod.hostname().equals(pod.name())) {
      spec.put("hostname", pod.hostname());
    }
    if (pod.sharesPids) {
      spec.put("shareProcessNamespace", true);
    }
    spec.put("restartPolicy", pod.restartPolicy.word());
    putLimits(spec, pod.limits);
    putAll(spec, "volumes", pod.volumes.stream().map(ManifestText::volume).toList());
    putAll(spec, "initContainers", pod.init.stream().map(ManifestText::container).toList());
    spec.put("containers", pod.containers.stream().map(ManifestText::container).toList());
    return spec;
  }

  private static Map<String, Object> volume(Volume volume) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("name", volume.name());
    if (volume.hostPath() == null) {
      text.put("emptyDir", Map.of("medium", "Memory"));
    } else {
      text.put("hostPath", Map.of("path", volume.hostPath().toString()));
    }
    return text;
  }

  private static Map<String, Object> container(ContainerSpec container) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("name", container.name());
    text.put("image", container.image());
    putAll(text, "command", new ArrayList<>(container.command()));
    putAll(text, "args", new ArrayList<>(container.args()));
    List<Map<String, Object>> env = new ArrayList<>();
    container.env().forEach((name, value) -> env.add(pair("name", name, "value", value)));
    putAll(text, "env", env);
    putLimits(text, container.limits());
    putAll(
        text,
        "volumeMounts",
        container.mounts().stream()
            .map(each -> pair("name", each.name(), "mountPath", each.mountPath()))
            .toList());
    return text;
  }

  private static Map<String, Object> pair(String key, String value, String other, String its) {
    Map<String, Object> pair = new LinkedHashMap<>();
    pair.put(key, value);
    pair.put(other, its);
    return pair;
  }

  private static void putAll(Map<String, Object> map, String key, List<?> list) {
    if (!list.isEmpty()) {
      map.put(key, list);
    }
  }

  private static void putLimits(Map<String, Object> map, PodLimits limits) {
    Map<String, Object> text = new LinkedHashMap<>();
    if (limits.memory() > 0) {
      text.put("memory", Quantity.ofBytes(limits.memory()));
    }
    if (limits.cpu() > 0) {
      text.put("cpu", Quantity.ofThousandths(limits.cpu()));
    }
    if (!text.isEmpty()) {
      map.put("resources", Map.of("limits", text));
    }
  }
}
