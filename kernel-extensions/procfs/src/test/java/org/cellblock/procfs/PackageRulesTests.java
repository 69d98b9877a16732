package org.cellblock.procfs;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the packages of this module in one order: which may know which. */
class PackageRulesTests {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cellblock.procfs");

  @Test
  void theRuleSeesEachPackage() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName))
        .contains("org.cellblock.procfs", "org.cellblock.procfs.cinf");
  }

  @Test
  void thePackagesHaveNoCycles() {
    slices().matching("org.cellblock.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
