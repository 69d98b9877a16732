package org.cellblock.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Draws which package uses which, for {@code docs/architecture.md}. An arrow that follows from
 * others is left out: who uses containers uses what these stand on.
 */
class HousePictureTests {

  private static final Path PAGE = Path.of("../../docs/architecture.md");
  private static final String HOME = "org.cellblock.";
  private static final List<String> FLOORS = List.of("containers", "jupyter");

  @Test
  void thePictureShowsTheHouseAsItIs() throws IOException {
    String picture = picture(reduced(arrows()));
    assertThat(Files.readString(PAGE))
        .as("this is the house now, put it between the page's fences:%n%s", picture)
        .contains("```mermaid\n" + picture + "```\n");
  }

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.cellblock")) {
      Set<String> used = arrows.computeIfAbsent(room(each), room -> new TreeSet<>());
      each.getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .filter(target -> target.getPackageName().startsWith(HOME))
          .map(HousePictureTests::room)
          .filter(target -> !target.equals(room(each)))
          .forEach(used::add);
    }
    return arrows;
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring(HOME.length());
  }

  /** Leaves an arrow out where there is a longer way to the same place. */
  private static Map<String, Set<String>> reduced(Map<String, Set<String>> arrows) {
    Map<String, Set<String>> reduced = new TreeMap<>();
    arrows.forEach(
        (from, targets) -> {
          Set<String> kept = new TreeSet<>(targets);
          targets.forEach(via -> kept.removeAll(reached(via, arrows)));
          reduced.put(from, kept);
        });
    return reduced;
  }

  private static Set<String> reached(String from, Map<String, Set<String>> arrows) {
    Set<String> reached = new TreeSet<>();
    Collection<String> next = arrows.getOrDefault(from, Set.of());
    while (!next.isEmpty()) {
      List<String> beyond = new ArrayList<>();
      next.stream()
          .filter(reached::add)
          .forEach(each -> beyond.addAll(arrows.getOrDefault(each, Set.of())));
      next = beyond;
    }
    return reached;
  }

  private static String picture(Map<String, Set<String>> arrows) {
    StringBuilder picture = new StringBuilder("graph BT\n");
    for (String floor : FLOORS) {
      picture.append("  subgraph floor_%s [%s]\n".formatted(floor, floor));
      arrows.keySet().stream()
          .filter(each -> each.equals(floor) || each.startsWith(floor + "."))
          .forEach(each -> picture.append("    ").append(box(each)).append('\n'));
      picture.append("  end\n");
    }
    arrows.forEach(
        (from, targets) ->
            targets.forEach(
                to ->
                    picture.append(
                        "  %s --> %s\n".formatted(from.replace('.', '_'), to.replace('.', '_')))));
    return picture.toString();
  }

  private static String box(String room) {
    String name = FLOORS.contains(room) ? "on top" : room.substring(room.indexOf('.') + 1);
    return "%s[%s]".formatted(room.replace('.', '_'), name);
  }
}
