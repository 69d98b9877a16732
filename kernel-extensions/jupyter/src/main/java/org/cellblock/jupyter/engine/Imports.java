package org.cellblock.jupyter.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an empty notebook already imports. */
public final class Imports {
  private static final String HOME = "org.cellblock.";

  private static final List<String> LIBRARY =
      List.of(
          "import java.io.*;",
          "import java.nio.file.*;",
          "import java.time.*;",
          "import java.util.*;",
          "import java.util.function.*;",
          "import java.util.stream.*;",
          "import tech.tablesaw.api.*;",
          "import org.cellblock.linux.*;",
          "import org.cellblock.procfs.*;",
          "import org.cellblock.procfs.cinf.*;",
          "import org.cellblock.containers.*;",
          "import org.cellblock.containers.cgroup.*;",
          "import org.cellblock.containers.compare.*;",
          "import org.cellblock.containers.docker.*;",
          "import org.cellblock.containers.host.*;",
          "import org.cellblock.containers.image.*;",
          "import org.cellblock.containers.jail.*;",
          "import org.cellblock.containers.lxc.*;",
          "import org.cellblock.containers.oci.*;",
          "import org.cellblock.containers.pod.*;",
          "import org.cellblock.containers.root.*;",
          "import org.cellblock.claims.Claim;",
          "import static org.cellblock.linux.Namespace.*;");

  /** Plain JJava has its own {@code display}. */
  private static final List<String> OURS =
      List.of(
          "import org.cellblock.jupyter.Notebook;",
          "import static org.cellblock.jupyter.Notebook.*;");

  /**
   * JShell knows a declaration by the first import in it. This one imports nothing, and is nothing
   * that a learner imports anew, who would replace all the others with it.
   */
  private static final String TOGETHER =
      "import static " + Together.class.getCanonicalName() + ".*; ";

  private Imports() {}

  /** Answers the import declarations for any kernel, one a line. */
  public static List<String> library() {
    return LIBRARY;
  }

  /**
   * Answers Cellblock's packages of which a notebook imports a class or all, as paths below {@code
   * org/cellblock}; each begins with its module.
   */
  public static List<String> packages() {
    return Stream.of(LIBRARY, OURS)
        .flatMap(List::stream)
        .map(line -> line.replaceFirst("import (static )?", ""))
        .filter(name -> name.startsWith(HOME))
        .map(name -> name.substring(HOME.length()).replaceFirst("\\.[A-Z*].*", ""))
        .map(name -> name.replace('.', '/'))
        .distinct()
        .toList();
  }

  /**
   * Answers the packages of which a notebook imports all types, each as it is written in Java.
   * JShell knows them by one name only and would spell their types out.
   */
  public static List<String> whole() {
    return Stream.of(LIBRARY, OURS)
        .flatMap(List::stream)
        .filter(line -> line.endsWith(".*;") && !line.startsWith("import static "))
        .map(line -> line.substring("import ".length(), line.length() - ".*;".length()))
        .toList();
  }

  /**
   * Evaluates all of them. Those on demand are one declaration: each costs a round of the compiler,
   * and the first ones are slow. The others are the compiler's to know one by one, for a learner
   * may declare or import something else of that name.
   */
  static void evaluate(Engine engine) {
    Map<Boolean, List<String>> all =
        Stream.of(LIBRARY, OURS)
            .flatMap(List::stream)
            .collect(Collectors.partitioningBy(each -> each.endsWith(".*;")));
    engine.declare(TOGETHER + String.join(" ", all.get(true)));
    all.get(false).forEach(engine::declare);
  }

  /** A name that stands for all imports on demand. */
  public static final class Together {
    private Together() {}
  }
}
