package org.cellblock.containers.jail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cellblock.containers.jail.Setting.How;

/** Finds a jail's parameters: what its blocks and the patterns set, with variables substituted. */
final class Resolver {

  static final String NAME = "name";
  static final String JID = "jid";

  /** Variables of variables of variables: a text of a few lines could ask for all memory. */
  private static final int MAX_DEPTH = 50;

  private static final int MAX_LENGTH = 65_536;

  /** Parameters that jail(8) itself reads, of those that a variable could be called. */
  private static final Set<String> NO_VARIABLES =
      Set.of(
          "command",
          "depend",
          "devfs_ruleset",
          "interface",
          "ip_hostname",
          JID,
          "mount",
          NAME,
          "path",
          "persist",
          "securelevel",
          "vnet");

  private final String jail;
  private final String given;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Map<String, List<String>> resolved = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();

  private Resolver(String jail) {
    this.jail = jail;
    given = isNumber(jail) ? JID : NAME;
    slots.put(given, Slot.of(jail, given.equals(NAME)));
  }

  /** Returns the parameters, and the name as {@code name} where the block has a number instead. */
  static Map<String, List<String>> parameters(String jail, List<Block> blocks) {
    Resolver resolver = new Resolver(jail);
    blocks.stream()
        .filter(block -> block.isFor(jail))
        .flatMap(block -> block.settings().stream())
        .forEach(resolver::read);
    return resolver.resolved();
  }

  /** As jail(8) has it, a block whose name is a number other than 0 says the jail's jid. */
  private static boolean isNumber(String jail) {
    return jail.matches("[0-9]{1,9}") && Integer.parseInt(jail) != 0;
  }

  private void read(Setting setting) {
    String name = setting.name();
    if (name.equals(given) && !setting.isVariable()) {
      throw setting
          .place()
          .error("[%s] is the word before the brace, here [%s]: leave it out", name, jail);
    }
    if (setting.isVariable()) {
      checkVariable(setting);
      put(name, setting, new Slot(true, false, setting.values(), setting.place()));
      return;
    }
    String negated = Known.negated(name);
    String plain = negated == null ? name : negated;
    List<Word> values = setting.values();
    boolean isBare = setting.how() == How.BARE;
    if (isBare) {
      values = List.of(Word.of(bare(setting, plain, negated != null), setting.place()));
    }
    boolean isNegated = negated != null && !isBare;
    put(plain, setting, new Slot(false, isNegated, values, setting.place()));
  }

  private static void checkVariable(Setting setting) {
    String name = setting.name();
    if (setting.how() == How.BARE) {
      throw setting.place().error("[$%s] without a value: expected $%s = \"...\"", name, name);
    }
    if (NO_VARIABLES.contains(name)) {
      throw sameName(setting);
    }
  }

  private static JailConfException sameName(Setting setting) {
    return setting
        .place()
        .error(
            "[$%s] is a parameter and a variable: expected another name for the variable",
            setting.name());
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

  private void put(String name, Setting setting, Slot slot) {
    Slot former = slots.get(name);
    if (former != null && former.isVariable() != slot.isVariable()) {
      throw sameName(setting);
    }
    boolean isMore = setting.how() == How.APPEND && former != null;
    slots.put(name, isMore ? former.before(slot) : slot);
  }

  private Map<String, List<String>> resolved() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    slots.forEach(
        (name, slot) -> {
          List<String> values = values(name);
          if (!slot.isVariable()) {
            parameters.put(name, Values.checked(name, values, slot.isNegated(), slot.place()));
          }
        });
    if (parameters.containsKey(NAME)) {
      Parser.checkName(parameters.get(NAME).get(0), slots.get(NAME).place());
    }
    return parameters;
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
