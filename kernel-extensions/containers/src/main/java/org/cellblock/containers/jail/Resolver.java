package org.cellblock.containers.jail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.containers.jail.Setting.How;

/** Finds a jail's parameters: what its blocks and the patterns set, with variables substituted. */
final class Resolver {

  /** Variables of variables of variables: a text of a few lines could ask for all memory. */
  private static final int MAX_DEPTH = 50;

  private static final int MAX_LENGTH = 65_536;

  private final String jail;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Map<String, List<String>> resolved = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();

  private Resolver(String jail) {
    this.jail = jail;
  }

  static Map<String, List<String>> parameters(String jail, List<Block> blocks) {
    Resolver resolver = new Resolver(jail);
    resolver.slots.put("name", new Slot(true, List.of(Word.of(jail, Place.NONE)), Place.NONE));
    blocks.stream().filter(block -> block.isFor(jail)).forEach(resolver::read);
    return resolver.resolved();
  }

  private void read(Block block) {
    block.settings().forEach(this::read);
  }

  private void read(Setting setting) {
    if (setting.name().equals("name") && !setting.isVariable()) {
      throw setting
          .place()
          .error("[name] is the word before the brace, here [%s]: leave it out", jail);
    }
    if (setting.isVariable()) {
      put(setting.name(), setting, setting.values());
      return;
    }
    String negated = setting.how() == How.BARE ? Known.negated(setting.name()) : null;
    String name = negated == null ? setting.name() : negated;
    List<Word> values = setting.values();
    if (setting.how() == How.BARE) {
      values = List.of(Word.of(bare(setting, name, negated != null), setting.place()));
    }
    put(name, setting, values);
  }

  private static String bare(Setting setting, String name, boolean isNegated) {
    Optional<Kind> kind = Known.kindOf(name);
    if (kind.isEmpty()) {
      return "true";
    }
    String value = isNegated ? kind.get().negated() : kind.get().bare();
    if (value == null) {
      throw setting.place().error("[%s] without a value: expected %s = \"...\"", name, name);
    }
    return value;
  }

  private void put(String name, Setting setting, List<Word> values) {
    Slot former = slots.get(name);
    if (setting.how() == How.BARE && setting.isVariable()) {
      throw setting.place().error("[$%s] without a value: expected $%s = \"...\"", name, name);
    }
    slots.put(
        name,
        setting.how() == How.APPEND && former != null
            ? former.with(values, setting.place())
            : new Slot(setting.isVariable(), values, setting.place()));
  }

  private Map<String, List<String>> resolved() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    slots.forEach(
        (name, slot) -> {
          List<String> values = separated(name, values(name));
          if (!slot.isVariable()) {
            check(name, values, slot.place());
            parameters.put(name, values);
          }
        });
    return parameters;
  }

  /** Takes a quoted string with commas for the list of addresses that it means. */
  static List<String> separated(String name, List<String> values) {
    return Address.PARAMETERS.contains(name)
        ? values.stream().flatMap(value -> Stream.of(value.strip().split("\\s*,\\s*"))).toList()
        : values;
  }

  static void check(String name, List<String> values, Place place) {
    Optional<Kind> kind = Known.kindOf(name);
    if (kind.isPresent() && !kind.get().accepts(values)) {
      throw place.error(
          "%s = [%s]: expected %s", name, String.join(", ", values), kind.get().expected());
    }
    if (Address.PARAMETERS.contains(name)) {
      values.stream()
          .filter(value -> Address.parse(name, value, "eth0").isEmpty())
          .forEach(
              value -> {
                throw place.error(Address.wrong(name, value));
              });
    }
    if (name.equals("interface") || name.equals("vnet.interface")) {
      values.stream()
          .filter(value -> !Address.isDevice(value))
          .forEach(
              value -> {
                throw place.error(
                    "%s = [%s]: expected a device's name, 1 to 15 letters, digits, dots, dashes or"
                        + " underscores",
                    name, value);
              });
    }
  }

  private List<String> values(String name) {
    List<String> known = resolved.get(name);
    if (known != null) {
      return known;
    }
    Slot slot = slots.get(name);
    open.push(name);
    List<String> values = new ArrayList<>();
    int length = 0;
    for (Word word : slot.values()) {
      WordPart only = word.onlyVariable();
      List<String> more = only == null ? List.of(substituted(word)) : values(only);
      length += more.stream().mapToInt(value -> value.length() + 1).sum();
      if (length > MAX_LENGTH) {
        throw slot.place()
            .error("[%s] gets longer than %d characters: shorten its variables", name, MAX_LENGTH);
      }
      values.addAll(more);
    }
    open.pop();
    resolved.put(name, List.copyOf(values));
    return resolved.get(name);
  }

  private String substituted(Word word) {
    StringBuilder text = new StringBuilder();
    for (WordPart piece : word.pieces()) {
      if (!piece.isVariable()) {
        text.append(piece.text());
        continue;
      }
      List<String> values = values(piece);
      if (values.size() != 1) {
        throw piece
            .place()
            .error(
                "[$%s] has %d values, %s: expected one, as it is a part of a longer string",
                piece.text(), values.size(), values);
      }
      text.append(values.get(0));
    }
    return text.toString();
  }

  private List<String> values(WordPart variable) {
    String name = variable.text();
    if (!slots.containsKey(name)) {
      throw variable
          .place()
          .error(
              "[$%s] has no value in the jail [%s]: expected one of %s",
              name, jail, String.join(", ", slots.keySet()));
    }
    if (open.contains(name)) {
      throw variable
          .place()
          .error("[$%s] needs its own value: take it out of what it is made of", name);
    }
    if (open.size() > MAX_DEPTH) {
      throw variable
          .place()
          .error("[$%s] is in the %dth variable in variables: use fewer", name, open.size());
    }
    return values(name);
  }
}
