package org.cellblock.jupyter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the packages of this module in one order: which may know which. */
class PackageRulesTests {

  private static final String ROOM = "org.cellblock.jupyter.";

  /** The notebook kernel's, from the bottom up: each may use those before it. */
  private static final List<String> KERNEL = List.of("engine", "assist", "wire", "start");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cellblock.jupyter");

  @Test
  void theRulesSeeEachPackageOfTheKernel() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName))
        .containsAll(KERNEL.stream().map(ROOM::concat).toList());
  }

  @Test
  void thePackagesHaveNoCycles() {
    slices().matching("org.cellblock.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void aPackageOfTheKernelKnowsNoneThatStandsAboveIt() {
    for (int i = 0; i < KERNEL.size() - 1; i++) {
      String[] above =
          KERNEL.subList(i + 1, KERNEL.size()).stream().map(ROOM::concat).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOM + KERNEL.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .check(CLASSES);
    }
  }

  /** Two classes that call each other can't be read from top to bottom. */
  @Test
  void theClassesOfTheKernelHaveNoCycles() {
    slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles().check(CLASSES);
  }

  private static final class TopLevelClasses implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass each) {
      return KERNEL.stream().map(ROOM::concat).anyMatch(each.getPackageName()::equals)
          ? SliceIdentifier.of(each.getName().split("\\$", 2)[0])
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "the classes of the notebook kernel";
    }
  }
}
