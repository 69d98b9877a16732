package org.cellblock.containers.jail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and writes the text of jail.conf(5). */
final class Conf {

  private Conf() {}

  /** Returns the parameters of each jail, in the order of the jails' first blocks. */
  static Map<String, Map<String, List<String>>> parse(String text) {
    List<Block> blocks = Parser.blocks(text);
    Map<String, Map<String, List<String>>> jails = new LinkedHashMap<>();
    for (Block block : blocks) {
      if (!block.isPattern() && !jails.containsKey(block.name())) {
        jails.put(block.name(), Resolver.parameters(block.name(), blocks));
      }
    }
    return jails;
  }

  /** Writes a jail so that it is read as the same, whatever is in its values. */
  static String text(String name, Map<String, List<String>> parameters) {
    return parameters.entrySet().stream()
        .map(each -> "  %s = %s;\n".formatted(each.getKey(), values(each.getValue())))
        .collect(Collectors.joining("", name + " {\n", "}\n"));
  }

  private static String values(List<String> values) {
    return values.stream().map(Quoted::source).collect(Collectors.joining(", "));
  }
}
