package org.cellblock.jupyter.engine;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import org.cellblock.jupyter.engine.Splitter.Statement;

/**
 * JShell's compiler with honest answers: what it couldn't make is an error, whatever JShell calls
 * it.
 *
 * <p>Of correct Java whose class file would be too large JShell says that it can be recovered, as
 * of a method that calls another which isn't there yet, and runs nothing. Besides, javac then keeps
 * what it had gathered, and finds all later class files too large as well.
 */
final class SnippetCompiler {
  private static final String LIMIT = "compiler.err.limit.";
  private static final Set<String> OF_JSHELL = Set.of("Object", "Throwable");
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final JShell shell;
  private final Losses losses;

  SnippetCompiler(JShell shell, Losses losses) {
    this.shell = shell;
    this.losses = losses;
  }

  /** Compiles and runs. */
  List<SnippetEvent> eval(String java, Statement statement) {
    if (System.err == null) { // which javac can't do without; a cell has set it so
      System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    }
    try {
      return UsedImports.during(() -> shell.eval(java));
    } catch (StackOverflowError | InternalError tooDeep) {
      throw CompileErrors.of("nested too deep for the compiler", statement.origin());
    }
  }

  /** Answers what is wrong with a statement that can't be parsed; runs nothing of it. */
  CellFailure syntaxError(Statement statement) {
    List<Snippet> parsed = parse(statement);
    if (parsed.isEmpty()) {
      return CompileErrors.of("unclosed comment", statement.origin());
    }
    if (parsed.stream().noneMatch(each -> each.kind() == Snippet.Kind.ERRONEOUS)) {
      return CompileErrors.of("no whole statement", statement.origin());
    }
    List<Diag> errors = new ArrayList<>();
    for (SnippetEvent event : eval(statement.text(), statement)) {
      shell.diagnostics(event.snippet()).forEach(errors::add);
    }
    return CompileErrors.of(errors, statement.origin());
  }

  /**
   * Requires that something has become of a snippet.
   *
   * @throws CellFailure with the compiler's words when it hasn't; the snippet is forgotten then
   */
  void requireMade(SnippetEvent event, Statement statement) {
    List<Diag> errors = shell.diagnostics(event.snippet()).filter(Diag::isError).toList();
    if (event.status() != Status.REJECTED && !isRefused(event)) {
      requireNoClash(event.snippet(), statement);
      return;
    }
    boolean isReplaced = clean(event) && event.previousStatus().isActive();
    CellFailure failure = losses.explain(errors, statement.origin());
    throw isReplaced
        ? failure.with("It has to be declared again: what it replaces is gone.")
        : failure;
  }

  /** Two types of one simple name, or one that JShell's own text uses, and nothing compiles. */
  private void requireNoClash(Snippet snippet, Statement statement) {
    String clash = null;
    if (snippet instanceof TypeDeclSnippet type && OF_JSHELL.contains(type.name())) {
      clash = "%s hides java.lang.%1$s, which JShell writes around every statement";
    } else if (snippet instanceof TypeDeclSnippet type
        && shell.imports().anyMatch(each -> isOf(each, type))) {
      clash = "%s is imported already: choose another name";
    } else if (snippet instanceof ImportSnippet single
        && shell.types().anyMatch(type -> isOf(single, type))) {
      clash = "%s is declared already: write the imported one's whole name where you need it";
    }
    if (clash != null) {
      shell.drop(snippet);
      String name = ((PersistentSnippet) snippet).name();
      throw CompileErrors.of(clash.formatted(name), statement.origin());
    }
  }

  private static boolean isOf(ImportSnippet single, TypeDeclSnippet type) {
    return single.subKind() == SubKind.SINGLE_TYPE_IMPORT_SUBKIND
        && single.fullname().endsWith("." + type.name());
  }

  /** Forgets a snippet that the compiler refused, and what the compiler has kept of it. */
  boolean clean(SnippetEvent event) {
    if (!isRefused(event)) {
      return false;
    }
    shell.drop(event.snippet());
    shell.addToClasspath(CLASS_PATH); // which it knows, but it takes a new compiler for it
    return true;
  }

  /** Whether a snippet waits for others, as far as JShell knows. */
  static boolean isUnresolved(Status status) {
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
  }

  private boolean isRefused(SnippetEvent event) {
    if (!isUnresolved(event.status())) {
      return false;
    }
    if (!(event.snippet() instanceof DeclarationSnippet declared)) {
      return true; // a statement that hasn't run
    }
    List<Diag> errors = shell.diagnostics(declared).filter(Diag::isError).toList();
    return errors.stream().anyMatch(each -> each.getCode().startsWith(LIMIT))
        || (!errors.isEmpty() && shell.unresolvedDependencies(declared).findAny().isEmpty());
  }

  private List<Snippet> parse(Statement statement) {
    try {
      return shell.sourceCodeAnalysis().sourceToSnippets(statement.text());
    } catch (StackOverflowError | InternalError tooDeep) {
      throw CompileErrors.of("nested too deep for the compiler", statement.origin());
    }
  }
}
