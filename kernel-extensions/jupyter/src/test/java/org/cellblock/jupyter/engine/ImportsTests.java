package org.cellblock.jupyter.engine;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdk.jshell.ImportSnippet;
import jdk.jshell.Snippet.SubKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImportsTests {
  /** What only those need who write a system. */
  private static final Set<String> NOT_A_LEARNERS = Set.of("org.cellblock.containers.place");

  private final EngineSession session = new EngineSession();

  @AfterEach
  void close() {
    session.close();
  }

  @ParameterizedTest
  @MethodSource("org.cellblock.jupyter.engine.Imports#library")
  void anImportDeclaredAnewLeavesTheOthers(String line) {
    session.run(line);
    assertThat(session.run("Stream.of(new File(\"a\"), UTS, Path.of(\"b\")).toList().size()"))
        .isEqualTo(3);
    assertThat(session.run("Claim.class.getSimpleName() + Notebook.class.getSimpleName()"))
        .isEqualTo("ClaimNotebook");
  }

  @Test
  void everyPackageOfTheLibraryIsImported() {
    Set<String> packages =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(
                    "org.cellblock.linux", "org.cellblock.procfs", "org.cellblock.containers")
                .stream()
                .map(JavaClass::getPackageName)
                .filter(not(NOT_A_LEARNERS::contains))
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).contains("org.cellblock.procfs.cinf", "org.cellblock.containers.jail");
    packages.removeAll(Imports.whole());
    assertThat(packages.stream().map("import %s.*;"::formatted))
        .as("lines that Imports.LIBRARY hasn't")
        .isEmpty();
  }

  @Test
  void jshellKnowsEachImportedClassSoThatALearnersOwnCanTakeItsPlace() {
    assertThat(session.engine.shell().imports())
        .filteredOn(each -> each.subKind() == SubKind.SINGLE_TYPE_IMPORT_SUBKIND)
        .extracting(ImportSnippet::name)
        .containsExactly("Claim", "Notebook");
  }
}
