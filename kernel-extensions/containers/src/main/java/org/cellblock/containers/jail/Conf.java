package org.cellblock.containers.jail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and writes the text of jail.conf(5). */
final class Conf {

  private Conf() {}

  /**
   * Reads the jails of a text, in the order of their first blocks. What is wrong in one jail is
   * told by that jail, as jail(8) has it.
   */
  static List<Jail> parse(ConfFile file, Includes includes, Map<String, Jail> siblings) {
    List<Block> blocks = Parser.blocks(file, includes);
    Set<String> names = new LinkedHashSet<>();
    blocks.stream().filter(block -> !block.isPattern()).map(Block::name).forEach(names::add);
    return names.stream().map(name -> jail(name, blocks, siblings)).toList();
  }

  private static Jail jail(String block, List<Block> blocks, Map<String, Jail> siblings) {
    try {
      Map<String, List<String>> parameters = Resolver.parameters(block, blocks);
      List<String> name = parameters.remove(Resolver.NAME);
      if (name == null) {
        return new Jail(parameters, siblings, block);
      }
      return new Jail(parameters, siblings, name.get(0));
    } catch (JailConfException wrong) {
      return Jail.failed(block, wrong);
    }
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
