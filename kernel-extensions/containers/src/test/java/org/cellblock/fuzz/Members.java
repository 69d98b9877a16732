package org.cellblock.fuzz;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.linux.Linux;
import org.cellblock.procfs.Procfs;

/** The public methods and constructors of the library, found in its jars. */
final class Members {

  /**
   * Each of them waits, by right, as long as it is asked to, is another thread's own, keeps for
   * good what it makes, ends what others make, starts an engine, or finds the host's.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "Pause.millis",
          "Pause.uninterrupted",
          "Fd.read",
          "Fd.readAgain",
          "CellThread.run",
          "Docker.at",
          "Docker.engine",
          "Docker.start",
          "DockerRun.create",
          "DockerRun.output",
          "DockerRun.start",
          "ControlDirectory.lockItself",
          "MemoryFile.of",
          "ProcessMark.end",
          "Survivor.start",
          "OpenThings.closeEverything",
          "OpenThings.of",
          "OpenThings.whenEnding");

  /** Classes to do without, by simple name: what they break hides what others break. */
  private static final Set<String> UNWANTED =
      Set.of(System.getenv().getOrDefault("CELLBLOCK_FUZZ_WITHOUT", "").split(","));

  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

  private final Map<String, List<Executable>> byClass = new TreeMap<>();
  private final List<List<Executable>> groups;

  Members() throws IOException, URISyntaxException, ClassNotFoundException {
    for (Class<?> inside : List.of(Linux.class, Procfs.class, Cell.class)) {
      read(inside);
    }
    groups = List.copyOf(byClass.values());
  }

  int classes() {
    return byClass.size();
  }

  int size() {
    return groups.stream().mapToInt(List::size).sum();
  }

  /** Chooses a class first, so that those with many members aren't called more often. */
  Executable any(RandomGenerator random) {
    List<Executable> group = groups.get(random.nextInt(groups.size()));
    return group.get(random.nextInt(group.size()));
  }

  /** Returns those that give a value of a type without needing one. */
  List<Executable> makersOf(Class<?> type) {
    return groups.stream()
        .flatMap(List::stream)
        .filter(each -> each instanceof Constructor || Modifier.isStatic(each.getModifiers()))
        .filter(each -> type.isAssignableFrom(resultOf(each)))
        .toList();
  }

  static Class<?> resultOf(Executable member) {
    return member instanceof Method method ? method.getReturnType() : member.getDeclaringClass();
  }

  static String nameOf(Executable member) {
    String owner = member.getDeclaringClass().getSimpleName();
    return member instanceof Method ? owner + "." + member.getName() : "new " + owner;
  }

  private void read(Class<?> inside)
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path jar = Path.of(inside.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry :
          file.stream().sorted(Comparator.comparing(JarEntry::getName)).toList()) {
        if (entry.getName().endsWith(".class") && entry.getName().startsWith("org/cellblock/")) {
          String name = entry.getName().replace('/', '.');
          add(Class.forName(name.substring(0, name.length() - ".class".length())));
        }
      }
    }
  }

  private void add(Class<?> type) {
    if (!isPublic(type) || UNWANTED.contains(type.getSimpleName())) {
      return;
    }
    List<Executable> found = new ArrayList<>();
    Stream.concat(
            Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
        .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
        .filter(each -> !OF_EVERY_OBJECT.contains(each.getName()))
        .filter(each -> !LEFT_OUT.contains(nameOf(each)))
        .filter(each -> !(type.isEnum() && Modifier.isStatic(each.getModifiers()) && isJavas(each)))
        .sorted(Comparator.comparing(Executable::toGenericString))
        .forEach(found::add);
    if (!found.isEmpty()) {
      byClass.put(type.getName(), found);
    }
  }

  private static boolean isJavas(Executable member) {
    return member.getName().equals("valueOf") || member.getName().equals("values");
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }
}
