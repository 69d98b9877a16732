package org.cellblock.jupyter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cellblock.containers.Cell;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.jupyter.engine.Imports;
import org.junit.jupiter.api.Test;

/** Holds the house together: which room may know which. */
class DesignRulesTests {

  /** What only those need who write a system. */
  private static final Set<String> NOT_A_LEARNERS = Set.of("org.cellblock.containers.place");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cellblock");

  @Test
  void theRulesSeeEveryRoom() {
    for (String room :
        new String[] {"linux", "procfs", "containers", "claims", "doctor", "jupyter", "labs"}) {
      assertThat(CLASSES.stream().filter(each -> each.getPackageName().contains(room)))
          .as(room)
          .hasSizeGreaterThan(3);
    }
  }

  @Test
  void dependenciesPointOneWay() {
    knowsNothingOf("linux", "procfs", "containers", "claims", "doctor", "jupyter", "labs");
    knowsNothingOf("procfs", "containers", "claims", "doctor", "jupyter", "labs");
    knowsNothingOf("containers", "claims", "doctor", "jupyter", "labs");
    knowsNothingOf("claims", "doctor", "jupyter", "labs");
    knowsNothingOf("doctor", "claims", "jupyter", "labs");
    knowsNothingOf("labs", "jupyter");
  }

  @Test
  void everyPackageOfTheLibraryIsImported() {
    Set<String> packages =
        CLASSES.that(resideIn("linux", "procfs", "containers")).stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).contains("org.cellblock.procfs.cinf", "org.cellblock.containers.jail");
    packages.removeAll(NOT_A_LEARNERS);
    packages.removeAll(Imports.whole());
    assertThat(packages.stream().map("import %s.*;"::formatted))
        .as("lines that Imports.LIBRARY hasn't")
        .isEmpty();
  }

  @Test
  void onlyTheNotebookKernelKnowsJupyter() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.cellblock.jupyter..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.dflib.jjava..", "jdk.jshell..", "picocli..", "j2html..")
        .check(CLASSES);
  }

  @Test
  void theRoomsHaveNoCycles() {
    slices().matching("org.cellblock.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.cellblock.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyLinuxSeesNativeTypes() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.cellblock.linux..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jnr..", "com.kenai.jffi..")
        .check(CLASSES);
  }

  @Test
  void linuxKnowsNoTables() {
    noClasses()
        .that()
        .resideInAPackage("org.cellblock.linux..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tech.tablesaw..")
        .check(CLASSES);
  }

  /** A name that a learner can give as well would close what the learner has; labs are learners. */
  @Test
  void whatCellblockOpensForItselfHasANameOfItsOwn() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage("org.cellblock.labs..")
            .should()
            .callMethod(Cell.class, "open", String.class)
            .orShould()
            .callMethod(Cgroup.class, "create", String.class)
            .because("Owner.CELLBLOCK.open and Cgroups.own give names that a learner can't");
    rule.check(CLASSES);
    JavaClasses careless = new ClassFileImporter().importClasses(TakesALearnersName.class);
    assertThatThrownBy(() -> rule.check(careless)).hasMessageContaining("Cgroups.own");
  }

  static final class TakesALearnersName {
    static Cgroup make() {
      return Cgroup.create("doctor");
    }
  }

  @Test
  void theLibraryPrintsNothingAndThrowsNothingGeneric() {
    JavaClasses library = CLASSES.that(resideIn("linux", "procfs", "containers"));
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(library);
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(library);
  }

  private static void knowsNothingOf(String room, String... others) {
    for (String other : others) {
      noClasses()
          .that()
          .resideInAPackage("org.cellblock." + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.cellblock." + other + "..")
          .check(CLASSES);
    }
  }

  private static DescribedPredicate<JavaClass> resideIn(String... rooms) {
    return DescribedPredicate.describe(
        "in the library",
        each -> {
          for (String room : rooms) {
            if (each.getPackageName().startsWith("org.cellblock." + room)) {
              return true;
            }
          }
          return false;
        });
  }
}
