package org.cellblock.jupyter.assist;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.cellblock.jupyter.engine.Imports;

/** Finds the doc comments of Cellblock's own API in the sources that the jar carries. */
final class Javadoc {
  private static final String SOURCES = "/META-INF/sources/";

  private final Map<String, Optional<Source>> sources = new ConcurrentHashMap<>();

  /** A parsed source file. */
  private record Source(CompilationUnitTree unit, DocTrees docs) {}

  /**
   * Finds a member's comment.
   *
   * @param type the simple name of a top-level type
   * @param member a method's or constant's name; empty for the type itself
   * @param parameters the number of a method's parameters
   * @return the comment, if the type is ours and has one
   */
  Optional<DocCommentTree> find(String type, String member, int parameters) {
    return sources
        .computeIfAbsent(type, this::parse)
        .flatMap(source -> search(source, type, member, parameters));
  }

  private static Optional<DocCommentTree> search(
      Source source, String type, String member, int parameters) {
    DocCommentTree[] found = new DocCommentTree[1];
    new TreePathScanner<Void, Void>() {
      @Override
      public Void scan(Tree tree, Void none) {
        if (tree != null && found[0] == null && matches(tree, type, member, parameters)) {
          found[0] = source.docs.getDocCommentTree(new TreePath(getCurrentPath(), tree));
        }
        return super.scan(tree, none);
      }
    }.scan(new TreePath(source.unit), null);
    return Optional.ofNullable(found[0]);
  }

  private static boolean matches(Tree tree, String type, String member, int parameters) {
    if (tree instanceof ClassTree declared) {
      return member.isEmpty() && declared.getSimpleName().contentEquals(type);
    }
    if (tree instanceof MethodTree method) {
      return method.getName().contentEquals(member) && method.getParameters().size() == parameters;
    }
    return tree instanceof VariableTree field && field.getName().contentEquals(member);
  }

  private Optional<Source> parse(String type) {
    for (String name : Imports.packages()) {
      String module = name.split("/")[0];
      String path = SOURCES + module + "/src/main/java/org/cellblock/" + name + "/" + type;
      try (InputStream in = Javadoc.class.getResourceAsStream(path + ".java")) {
        if (in != null) {
          return Optional.of(parse(type, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return Optional.empty();
  }

  private static Source parse(String type, String text) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, null, null, List.of(new Text(type, text)));
    CompilationUnitTree unit = task.parse().iterator().next();
    return new Source(unit, DocTrees.instance(task));
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String type, String text) {
      super(URI.create("string:///" + type + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
