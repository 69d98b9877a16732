package org.cellblock.jupyter.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;
import org.cellblock.jupyter.engine.Splitter.Statement;

/** Evaluates Java in JShell, in this JVM, and turns what goes wrong into {@link CellFailure}s. */
final class Engine implements AutoCloseable {
  /** How long an interrupted cell has before the kernel gives its thread up. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /**
   * JShell takes milliseconds to find the names in a statement: a huge cell mustn't wait for it.
   */
  private static final int MOST_LOST = 100;

  private final SnippetControl control;
  private final Interruption interruption;
  private final Worker worker;
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final Snippets snippets = new Snippets();
  private final RuntimeErrors errors = new RuntimeErrors(snippets);
  private final Losses losses = new Losses();
  private final Frames frames;
  private final Splitter splitter;
  private final SnippetCompiler compiler;
  private long expressions;

  /** Makes an engine that looks for interrupts between statements in the given place. */
  Engine(Duration grace, Interruption interruption) {
    this.interruption = interruption;
    SnippetLoader loader = new SnippetLoader(Engine.class.getClassLoader());
    worker = new Worker(grace, interruption, loader);
    control = new SnippetControl(loader, worker);
    shell =
        JShell.builder()
            .fileManager(OwnPaths::new)
            .executionEngine(new Provider(control), Map.of())
            .build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    analysis = shell.sourceCodeAnalysis();
    frames = new Frames(shell);
    compiler = new SnippetCompiler(shell, losses);
    splitter = new Splitter(analysis, interruption::isRequested);
  }

  SourceCodeAnalysis analysis() {
    return analysis;
  }

  JShell shell() {
    return shell;
  }

  /** Stops what runs now. */
  void interrupt(Interruption.Why why) {
    interruption.request(why);
    worker.interrupt();
  }

  /** Runs something other than a snippet on the notebook's thread, a magic for one. */
  Outcome run(java.util.concurrent.Callable<?> work) throws InterruptedException {
    return worker.run(work, Stage.NOTEBOOK);
  }

  RuntimeErrors errors() {
    return errors;
  }

  /**
   * Evaluates all statements of a piece of a cell in order.
   *
   * @param origin the piece's place in its cell
   * @param java the piece's text
   * @param notes receives remarks that are no errors
   * @return the last statement's value, null if it has none
   * @throws CellFailure at the first statement that doesn't compile or throws
   */
  Object eval(Origin origin, String java, List<String> notes) {
    List<Statement> statements = splitter.split(origin, java);
    List<Snippet> unresolved = new ArrayList<>();
    Object value = null;
    int made = 0;
    try {
      requireNotInterrupted();
      requireUnbroken(statements);
      for (Statement statement : statements) {
        value = evalOne(statement, unresolved, notes);
        made(statement.text());
        made++;
      }
    } catch (CellFailure failure) {
      lose(statements.subList(made, statements.size()), failure);
      throw failure;
    }
    noteUnresolved(unresolved, notes);
    for (String name : control.takeLost()) {
      notes.add(name + " lost its value: its type was declared anew");
    }
    return value;
  }

  /** Before anything has run. */
  private void requireUnbroken(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement.isBroken()) {
        throw compiler.syntaxError(statement);
      }
    }
  }

  private void made(String text) {
    if (losses.areIn(text)) {
      losses.made(DeclaredNames.of(text, analysis));
    }
  }

  /** Remembers of a piece of a cell, which doesn't run, what it would have made. */
  void lose(Origin origin, String java, CellFailure failure) {
    lose(splitter.split(origin, java), failure);
  }

  private void lose(List<Statement> statements, CellFailure failure) {
    for (Statement statement : statements.subList(0, Math.min(MOST_LOST, statements.size()))) {
      if (statement.origin().cell() != 0 && !statement.isBroken()) {
        losses.lose(
            DeclaredNames.of(statement.text(), analysis), statement.origin().cell(), failure);
      }
    }
  }

  /** Evaluates a declaration of the kernel's own, which no interrupt of the learner's stops. */
  void declare(String java) {
    SnippetEvent event = shell.eval(java).get(0);
    if (event.status() != Status.VALID) {
      throw new IllegalStateException(java + ": " + shell.diagnostics(event.snippet()).toList());
    }
  }

  /** Evaluates a statement and forgets it. */
  void rehearse(String java) {
    try {
      eval(new Origin(0, java, 0), java, new ArrayList<>());
    } catch (CellFailure interrupted) {
      return; // by the learner, for the cell that waits: it will be told as well
    }
    shell.variables().filter(each -> java.contains(" " + each.name() + " ")).forEach(shell::drop);
  }

  /** Evaluates a piece on another stage. */
  Object evalOn(Stage stage, Origin origin, String java, List<String> notes) {
    Stage before = control.stage();
    control.stage(stage);
    try {
      return eval(origin, java, notes);
    } finally {
      control.stage(before);
    }
  }

  Splitter splitter() {
    return splitter;
  }

  private void requireNotInterrupted() {
    if (interruption.isRequested()) {
      throw stopped(Outcome.of(null).with(Outcome.End.INTERRUPTED));
    }
  }

  private Object evalOne(Statement statement, List<Snippet> unresolved, List<String> notes) {
    requireNotInterrupted();
    Optional<Outcome> expression =
        Expressions.of(statement.text()).flatMap(text -> evaluateExpression(text, statement));
    if (expression.isPresent()) {
      return expression.get().value();
    }
    Evaluated full = evaluate(statement.text(), statement);
    check(full, statement);
    unresolved.addAll(full.unresolved);
    if (full.main.snippet().kind() == Snippet.Kind.STATEMENT && full.outcome.value() != null) {
      notes.add("return ends this statement only: a cell is no method, and what stands below runs");
    }
    boolean isShown = full.outcome != null && isShown(full.main.snippet());
    return isShown ? full.outcome.value() : null;
  }

  /** Evaluates an expression with a value; answers nothing when the text isn't one. */
  private Optional<Outcome> evaluateExpression(String expression, Statement statement) {
    String method = Expressions.inMethod(expression, ++expressions);
    SnippetEvent event = compiler.eval(method, statement).get(0);
    Snippet snippet = event.snippet();
    try {
      if (event.status() != Status.VALID) {
        compiler.clean(event); // what it says then is of the expression as it stands
        return Optional.empty();
      }
      snippets.put(snippet.id(), statement.origin());
      String wrapper = analysis.wrapper(snippet).fullClassName();
      Outcome outcome = control.run(wrapper, ((MethodSnippet) snippet).name());
      if (!outcome.finished()) {
        throw stopped(outcome);
      }
      if (outcome.failure() != null) {
        throw failed(outcome.failure(), statement.text());
      }
      return Optional.of(outcome);
    } finally {
      if (shell.status(snippet).isActive()) {
        shell.drop(snippet);
      }
    }
  }

  /** Makes the failure of the learner's code, which may be due to an earlier cell's. */
  CellFailure failed(Throwable failure, String java) {
    Throwable translated = frames.of(failure);
    if (failure instanceof SPIResolutionException) {
      String missing = unresolved(failure);
      return losses
          .explain(missing, failure)
          .orElseGet(() -> errors.of(new IllegalStateException(missing), translated));
    }
    return losses
        .explainNull(failure, java, this::isNull)
        .orElseGet(() -> errors.of(failure, translated));
  }

  private boolean isNull(String name) {
    return shell
        .variables()
        .filter(each -> each.name().equals(name) && shell.status(each) == Status.VALID)
        .anyMatch(each -> control.isNull(analysis.wrapper(each).fullClassName(), name));
  }

  private String unresolved(Throwable failure) {
    return frames
        .snippetOf(failure.getStackTrace()[0].getClassName())
        .filter(jdk.jshell.DeclarationSnippet.class::isInstance)
        .map(snippet -> describe((jdk.jshell.DeclarationSnippet) snippet))
        .orElse(String.valueOf(failure.getMessage()));
  }

  private Evaluated evaluate(String text, Statement statement) {
    control.takeOutcome();
    SnippetEvent main = null;
    List<Snippet> unresolved = new ArrayList<>();
    List<SnippetEvent> events = compiler.eval(text, statement);
    for (SnippetEvent event : events) {
      snippets.put(event.snippet().id(), originOf(event, statement));
      main = event.causeSnippet() == null ? event : main;
      if (SnippetCompiler.isUnresolved(event.status())) {
        unresolved.add(event.snippet());
      }
    }
    if (main == null) {
      throw CompileErrors.of("JShell finds no Java in it", statement.origin());
    }
    Outcome outcome = control.takeOutcome();
    dropUnmade(events, outcome);
    if (outcome != null && !outcome.finished()) {
      throw stopped(outcome);
    }
    if (isNameless(main.snippet()) && main.status() == Status.VALID) {
      shell.drop(main.snippet()); // nobody names $1 in a notebook, and each slows the next cell
    }
    return new Evaluated(main, outcome, unresolved);
  }

  /**
   * Forgets variables whose initialiser didn't end: JShell has declared them, with null or zero.
   * One that replaces another, of which variables are made, stays, or JShell would forget these.
   */
  private void dropUnmade(List<SnippetEvent> events, Outcome outcome) {
    boolean isStopped = outcome != null && !outcome.finished();
    for (SnippetEvent event : events) {
      boolean isUnmade = event.causeSnippet() == null && (isStopped || event.exception() != null);
      if (isUnmade && event.snippet() instanceof VarSnippet variable && !isUsed(variable)) {
        shell.drop(variable);
      }
    }
  }

  private boolean isUsed(VarSnippet variable) {
    return analysis.dependents(variable).stream()
        .anyMatch(each -> each instanceof VarSnippet && shell.status(each).isActive());
  }

  private Origin originOf(SnippetEvent event, Statement statement) {
    StackTraceElement frame = new StackTraceElement("", "", "#" + event.snippet().id(), 1);
    return event.causeSnippet() == null
        ? statement.origin()
        : snippets.ofFrame(frame).orElse(statement.origin());
  }

  private void check(Evaluated evaluated, Statement statement) {
    SnippetEvent event = evaluated.main;
    Outcome outcome = evaluated.outcome;
    compiler.requireMade(event, statement);
    if (outcome != null && outcome.failure() != null) {
      throw failed(outcome.failure(), statement.text());
    }
    if (event.exception() != null) {
      throw new IllegalStateException(statement.text(), event.exception());
    }
  }

  private String describe(jdk.jshell.DeclarationSnippet snippet) {
    List<String> missing = shell.unresolvedDependencies(snippet).toList();
    return snippet.name()
        + " can't be used until this is declared: "
        + String.join(", ", missing.isEmpty() ? List.of("what its body uses") : missing);
  }

  private void noteUnresolved(List<Snippet> snippetsSoFar, List<String> notes) {
    for (Snippet snippet : new LinkedHashSet<>(snippetsSoFar)) {
      boolean open = SnippetCompiler.isUnresolved(shell.status(snippet));
      if (open && snippet instanceof jdk.jshell.DeclarationSnippet declared) {
        notes.add(describe(declared));
      }
    }
  }

  CellFailure stopped(Outcome outcome) {
    if (outcome.end() == Outcome.End.INTERRUPTED) {
      return interruption.failure(outcome.failure());
    }
    return new CellFailure(
        "Interrupted",
        "the cell did not stop",
        List.of(
            Ansi.error("Interrupted, but the cell's code does not stop"),
            "It goes on in its own thread, and the next cell runs in a new one.",
            "Restart the notebook kernel to be rid of it."),
        null);
  }

  private static boolean isNameless(Snippet snippet) {
    return snippet.kind() == Snippet.Kind.STATEMENT
        || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  private static boolean isShown(Snippet snippet) {
    return snippet.kind() == Snippet.Kind.EXPRESSION
        || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  @Override
  public void close() {
    shell.close();
    worker.close();
  }

  private record Evaluated(SnippetEvent main, Outcome outcome, List<Snippet> unresolved) {}

  private record Provider(SnippetControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "cellblock";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }
}
