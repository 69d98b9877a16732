package org.cellblock.jupyter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cellblock.jupyter.version.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTextsTests {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*");
  private static final Set<String> OF_ALL = Set.of("-h", "--help", "-V", "--version");

  private final CommandLine all = CellblockCommand.line();

  @ParameterizedTest
  @ValueSource(strings = {"cinf", "claims", "doctor", "lab"})
  void aTextHasEachWordThatItsCommandTakesAndNoOther(String name) {
    String text = HelpTexts.of(name).orElseThrow();
    Set<String> taken = new TreeSet<>();
    for (CommandSpec each : withSubcommands(name)) {
      for (OptionSpec option : each.options()) {
        if (!OF_ALL.contains(option.names()[0])) {
          taken.add(option.names()[0]);
          assertThat(text).contains((option.longestName() + " " + label(option)).strip());
        }
      }
      each.positionalParameters().forEach(word -> assertThat(text).contains(label(word)));
    }
    assertThat(optionsIn(text)).isEqualTo(taken);
  }

  @Test
  void aTextHasEachSubcommand() {
    for (String name : all.getSubcommands().get("lab").getSubcommands().keySet()) {
      assertThat(HelpTexts.of("lab").orElseThrow()).contains("./cellblock lab " + name);
    }
  }

  @Test
  void theJarShowsTheTextThatTheCommandShows() {
    CommandLine lab = all.getSubcommands().get("lab");
    assertThat(lab.getUsageMessage()).isEqualTo(HelpTexts.of("lab").orElseThrow());
    assertThat(lab.getSubcommands().get("check").getUsageMessage())
        .isEqualTo(lab.getUsageMessage());
    assertThat(all.getUsageMessage()).isEqualTo(HelpTexts.of("help").orElseThrow());
  }

  @Test
  void theVersionIsTheBuilds() {
    assertThat(Version.text()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(all.getSubcommands().get("cinf").getCommandSpec().version())
        .containsExactly("cinf of cellblock " + Version.text());
  }

  private List<CommandSpec> withSubcommands(String name) {
    CommandLine line = all.getSubcommands().get(name);
    List<CommandSpec> found = new ArrayList<>(List.of(line.getCommandSpec()));
    line.getSubcommands().values().forEach(each -> found.add(each.getCommandSpec()));
    return found;
  }

  private static String label(ArgSpec word) {
    return word.arity().max() == 0 ? "" : word.paramLabel();
  }

  private static Set<String> optionsIn(String text) {
    return OPTION
        .matcher(text)
        .results()
        .map(found -> found.group())
        .filter(option -> !OF_ALL.contains(option))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
