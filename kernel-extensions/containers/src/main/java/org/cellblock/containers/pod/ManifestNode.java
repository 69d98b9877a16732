package org.cellblock.containers.pod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a manifest, which knows its path and line.
 *
 * @param path such as {@code spec.containers[0].name}; empty for the whole
 * @param node what is there
 */
record ManifestNode(String path, Node node) {

  /** Takes an object apart that has these fields and no others. */
  Fields fields(String... known) {
    if (!(node instanceof MappingNode mapping)) {
      throw refused("expected an object with " + String.join(", ", known));
    }
    Map<String, ManifestNode> fields = new LinkedHashMap<>();
    for (NodeTuple each : mapping.getValue()) {
      String key = each.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      ManifestNode field = new ManifestNode(at(key), each.getValueNode());
      if (!Set.of(known).contains(key)) {
        throw new ManifestNode(at(key), each.getKeyNode())
            .refused(
                "expected one of %s; neither namespaces nor cgroups answer to others"
                    .formatted(new TreeSet<>(Set.of(known))));
      }
      if (fields.put(key, field) != null) {
        throw field.refused("expected each field once");
      }
    }
    return new Fields(this, fields);
  }

  /** Takes a list apart. */
  List<ManifestNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw refused("expected a list");
    }
    List<ManifestNode> items = new ArrayList<>();
    for (Node each : sequence.getValue()) {
      items.add(new ManifestNode("%s[%d]".formatted(path, items.size()), each));
    }
    return items;
  }

  String text() {
    return scalar("expected a text; a number or true has to be quoted", Tag.STR);
  }

  String quantity() {
    return scalar("expected a quantity such as 512Mi", Tag.STR, Tag.INT, Tag.FLOAT);
  }

  boolean bool() {
    return Set.of("true", "True", "TRUE").contains(scalar("expected true or false", Tag.BOOL));
  }

  /** Refuses what a function refuses, with path and line. */
  <T> T as(Function<ManifestNode, String> reading, Function<String, T> function) {
    String given = reading.apply(this);
    try {
      return function.apply(given);
    } catch (IllegalArgumentException wrong) {
      throw refused(wrong.getMessage());
    }
  }

  IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "%s, line %d: %s"
            .formatted(path.isEmpty() ? "manifest" : path, node.getStartMark().getLine() + 1, why));
  }

  private String scalar(String expected, Tag... tags) {
    if (node instanceof ScalarNode scalar && Set.of(tags).contains(scalar.getTag())) {
      return scalar.getValue();
    }
    throw refused(expected);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /**
   * The fields of an object.
   *
   * @param of the object
   * @param byName what it has
   */
  record Fields(ManifestNode of, Map<String, ManifestNode> byName) {

    Optional<ManifestNode> find(String name) {
      return Optional.ofNullable(byName.get(name));
    }

    ManifestNode get(String name) {
      return find(name).orElseThrow(() -> of.refused("expected a field " + name));
    }

    List<ManifestNode> items(String name) {
      return find(name).map(ManifestNode::items).orElse(List.of());
    }
  }
}
