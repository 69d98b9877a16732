package org.cellblock.jupyter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cellblock.containers.host.OpenThings;
import org.junit.jupiter.api.Test;

/**
 * Holds the order of the rooms of containers: what a cell is made of, cells, where runtimes work,
 * systems, compare. That there are no circles {@link DesignRulesTests} holds.
 */
class ContainerRoomsTests {

  private static final String HOUSE = "org.cellblock.containers";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(HOUSE);

  private static final Path LIFE = Path.of("../containers/target/test-classes/org/cellblock/fuzz");

  /** The room of Cell itself, on top of what cells are made of. */
  private static final String TOP = "";

  /** What each may know of the others; a room that isn't here is a system's. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.of(
          "host",
          Set.of(),
          "root",
          Set.of("host"),
          "cgroup",
          Set.of("host", "root"),
          "image",
          Set.of("host", "root"),
          TOP,
          Set.of("host", "root", "cgroup"),
          "place",
          Set.of("host", "root", "cgroup", TOP));

  /** Docker makes its containers by runc, and shows with what configuration. */
  private static final Map<String, Set<String>> MADE_OF = Map.of("docker", Set.of("oci"));

  @Test
  void theRulesSeeEveryRoom() {
    assertThat(rooms()).containsAll(MAY_KNOW.keySet()).contains("jail", "lxc", "oci", "compare");
  }

  @Test
  void whatACellIsMadeOfKnowsNoCell() {
    MAY_KNOW.forEach(ContainerRoomsTests::knowsOnly);
  }

  @Test
  void everyForeignRuntimeWorksInThePlace() {
    Set<String> foreign = systems();
    foreign.removeIf(not(system -> knows(packageOf(system), "InstalledProgram")));
    assertThat(foreign)
        .contains("docker", "lxc", "oci")
        .allMatch(system -> knows(packageOf(system), "RuntimePlace"), "knows RuntimePlace");
  }

  @Test
  void everySystemIsPartOfALifeThatIsKilled() {
    JavaClass life = new ClassFileImporter().importPath(LIFE).get("org.cellblock.fuzz.Life");
    Set<String> known =
        life.getDirectDependenciesFromSelf().stream()
            .map(each -> each.getTargetClass().getPackageName())
            .collect(Collectors.toSet());
    assertThat(systems().stream().map(ContainerRoomsTests::packageOf).filter(not(known::contains)))
        .as("packages that Life, beside KillTests, has no method for")
        .isEmpty();
  }

  @Test
  void systemsDontKnowOneAnother() {
    systems()
        .forEach(
            system -> {
              Set<String> known = new TreeSet<>(MAY_KNOW.keySet());
              known.addAll(MADE_OF.getOrDefault(system, Set.of()));
              knowsOnly(system, known);
            });
  }

  @Test
  void nobodyKnowsWhatComparesThem() {
    Set<String> others = rooms();
    others.remove("compare");
    others.forEach(room -> knowsNothingOf(room, List.of("compare")));
  }

  @Test
  void oneHookClosesWhatIsOpen() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(OpenThings.class)
        .should()
        .callMethod(Runtime.class, "addShutdownHook", Thread.class)
        .because("Java runs hooks in no order, and OpenThings has one")
        .check(CLASSES);
  }

  private static boolean knows(String itsPackage, String other) {
    return CLASSES.stream()
        .filter(each -> each.getPackageName().equals(itsPackage))
        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
        .anyMatch(to -> to.getTargetClass().getSimpleName().equals(other));
  }

  private static Set<String> systems() {
    return rooms().stream()
        .filter(not(MAY_KNOW.keySet()::contains))
        .filter(not("compare"::equals))
        .collect(Collectors.toSet());
  }

  private static Set<String> rooms() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .map(name -> name.equals(HOUSE) ? TOP : name.substring(HOUSE.length() + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void knowsOnly(String room, Set<String> others) {
    Set<String> forbidden = rooms();
    forbidden.removeAll(others);
    forbidden.remove(room);
    knowsNothingOf(room, List.copyOf(forbidden));
  }

  private static void knowsNothingOf(String room, List<String> others) {
    noClasses()
        .that()
        .resideInAPackage(packageOf(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            others.stream().map(ContainerRoomsTests::packageOf).toArray(String[]::new))
        .check(CLASSES);
  }

  private static String packageOf(String room) {
    return room.equals(TOP) ? HOUSE : HOUSE + "." + room;
  }
}
