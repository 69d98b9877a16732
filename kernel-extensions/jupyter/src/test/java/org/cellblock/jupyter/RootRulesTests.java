package org.cellblock.jupyter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.cellblock.linux.Linux;
import org.junit.jupiter.api.Test;

/**
 * Holds what keeps a root from reaching out of itself: whoever makes, changes, removes or mounts
 * something by a plain path has a reason to trust every name in that path.
 */
class RootRulesTests {

  private static final JavaClasses CONTAINERS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cellblock.containers");

  /**
   * Their paths are of the host, or of an empty tmpfs of their own; no name in them comes from a
   * root, an image or a configuration. All others go through RootDirectory. To add a class here is
   * to say so of it.
   */
  private static final Set<String> TRUST_THEIR_PATHS =
      Set.of(
          "ArchiveFiles",
          "Busybox",
          "BusyboxImage",
          "BusyboxStore",
          "BusyboxTree",
          "CacheDirectory",
          "ContainerFiles",
          "DirectoryRoot",
          "DockerArchive",
          "EngineFiles",
          "Host",
          "ImageBuilder",
          "Layout",
          "LayerWriter",
          "LxcPlace",
          "Overlay",
          "ReadonlyPaths",
          "RuntimeCell",
          "RuntimeCgroup",
          "Scratch",
          "StaticProgram",
          "TemporaryDirectory",
          "UnpackTarget");

  private static final Pattern CHANGES =
      Pattern.compile(
          "java\\.nio\\.file\\.Files\\.(create|write|copy|move|delete|set|new(Output|Byte|Buffered"
              + "Writer)).*"
              + "|java\\.io\\.(FileOutputStream|FileWriter|RandomAccessFile|PrintWriter)\\.<init>"
              + "|java\\.io\\.File\\.(create|delete|mk|rename|set).*"
              + "|java\\.nio\\.channels\\.(FileChannel|AsynchronousFileChannel)\\.open"
              + "|org\\.apache\\.commons\\.io\\..*\\.(copy|delete|move|write|create|clean|force).*"
              + "|org\\.cellblock\\.linux\\.Linux\\.mount");

  @Test
  void onlyWhoTrustsItsPathsChangesFilesByThem() {
    rule().check(CONTAINERS);
  }

  @Test
  void everyClassThatIsTrustedNeedsIt() {
    for (String name : TRUST_THEIR_PATHS) {
      JavaClasses one = CONTAINERS.that(isNamed(name));
      assertThat(one).as(name).isNotEmpty();
      assertThatThrownBy(() -> everywhere().check(one)).as(name).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void aClassThatForgetsTheRuleIsFound() {
    for (Class<?> each :
        new Class<?>[] {MakesByPath.class, MountsByPath.class, MakesByReference.class}) {
      JavaClasses careless = new ClassFileImporter().importClasses(each);
      assertThatThrownBy(() -> rule().check(careless))
          .as(each.getSimpleName())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("RootDirectory");
    }
  }

  private static ArchRule rule() {
    return noClasses()
        .that(DescribedPredicate.not(trusted()))
        .should()
        .accessTargetWhere(changesByPath())
        .because("RootDirectory is the way to what is below a root; a plain path may lead out");
  }

  private static ArchRule everywhere() {
    return noClasses().should().accessTargetWhere(changesByPath());
  }

  private static DescribedPredicate<JavaClass> trusted() {
    return DescribedPredicate.describe(
        "whose paths are of the host", each -> TRUST_THEIR_PATHS.contains(outermost(each)));
  }

  private static DescribedPredicate<JavaClass> isNamed(String name) {
    return DescribedPredicate.describe(name, each -> outermost(each).equals(name));
  }

  private static String outermost(JavaClass each) {
    return each.getEnclosingClass()
        .filter(outer -> !outer.getName().equals(RootRulesTests.class.getName()))
        .map(RootRulesTests::outermost)
        .orElse(each.getSimpleName());
  }

  private static DescribedPredicate<JavaAccess<?>> changesByPath() {
    return DescribedPredicate.describe(
        "a call that changes files or mounts by a plain path",
        access ->
            access.getTarget() instanceof CodeUnitCallTarget
                && CHANGES
                    .matcher(access.getTargetOwner().getName() + "." + access.getTarget().getName())
                    .matches());
  }

  /** Forgets it as {@code /dev} of a root was once made. */
  static final class MakesByPath {
    static void fill(Path root) throws IOException {
      Files.createFile(root.resolve("dev/null"));
    }
  }

  /** Forgets it as mounts of bundles were once made. */
  static final class MountsByPath {
    static void mount(Path root) {
      Linux.mount("tmpfs", root.resolve("tmp").toString(), "tmpfs");
    }
  }

  /** Forgets it behind a method reference. */
  static final class MakesByReference {
    interface Maker {
      Path make(Path place) throws IOException;
    }

    static Maker maker() {
      return Files::createDirectory;
    }
  }
}
