package org.cellblock.jupyter;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That a class's simple name says which one is meant, in the whole project. */
class ClassNamesTests {

  private static final Path PROJECT = Path.of("../..");

  /** Packages whose classes everybody knows by their simple names. */
  private static final List<String> JAVAS =
      List.of("java.lang", "java.io", "java.nio.file", "java.util", "java.util.function");

  @Test
  void noTwoClassesHaveOneName() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(300);
    assertThat(sources).anyMatch(each -> each.toString().contains("bench"));
    assertThat(twice(sources)).isEmpty();
  }

  @Test
  void noClassHasANameOfJavas() throws IOException {
    assertThat(sources().stream().map(ClassNamesTests::nameOf).filter(ClassNamesTests::isJavas))
        .isEmpty();
  }

  @Test
  void namesThatExistTwiceAreFound() {
    List<Path> sources =
        List.of(
            Path.of("a/src/main/java/a/Report.java"),
            Path.of("b/src/main/java/b/Report.java"),
            Path.of("b/src/main/java/b/Other.java"));
    assertThat(twice(sources)).containsExactly(sources.subList(0, 2));
    assertThat(isJavas("Paths")).isTrue();
  }

  private static Collection<List<Path>> twice(List<Path> sources) {
    Map<String, List<Path>> byName =
        sources.stream().collect(groupingBy(ClassNamesTests::nameOf, TreeMap::new, toList()));
    byName.values().removeIf(each -> each.size() == 1);
    return byName.values();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(PROJECT.resolve("kernel-extensions"))) {
      return Stream.concat(modules, Stream.of(PROJECT.resolve("labs")))
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(ClassNamesTests::walk)
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList();
    }
  }

  private static Stream<Path> walk(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String nameOf(Path source) {
    return source.getFileName().toString().replaceFirst("\\.java$", "");
  }

  private static boolean isJavas(String name) {
    for (String room : JAVAS) {
      try {
        Class.forName(room + "." + name);
        return true;
      } catch (ClassNotFoundException another) {
        continue;
      }
    }
    return false;
  }
}
