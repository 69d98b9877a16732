package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTests {
  private final Interruption interruption = new Interruption();
  private Engine engine = new Engine(Duration.ofSeconds(60), interruption);
  private final List<String> notes = new ArrayList<>();
  private int cells;

  @AfterEach
  void close() {
    engine.close();
  }

  private Object run(String java) {
    interruption.begin();
    return engine.eval(new Origin(++cells, java, 0), java, notes);
  }

  private CellFailure failure(String java) {
    return catchThrowableOfType(CellFailure.class, () -> run(java));
  }

  /** Interrupts a cell once its code runs, however long the machine takes until then. */
  private CellFailure interrupted(String java) {
    Set<Thread> stuck = inCells();
    Thread interrupter =
        new Thread(
            () -> {
              while (stuck.containsAll(inCells())) {
                LockSupport.parkNanos(1_000_000);
              }
              engine.interrupt(Interruption.ASKED_FOR);
            });
    interrupter.start();
    return failure(java);
  }

  /** Returns the notebooks' threads that are in a cell's code; one that was abandoned stays so. */
  private static Set<Thread> inCells() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getName().equals("notebook"))
        .filter(
            each ->
                Stream.of(each.getValue()).anyMatch(at -> at.getClassName().startsWith("REPL.")))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static String plain(CellFailure failure) {
    return String.join("\n", failure.lines()).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Test
  void anExpressionHasAValue() {
    assertThat(run("int x = 20;\nx + 1")).isEqualTo(21);
  }

  @Test
  void aDeclarationHasNone() {
    assertThat(run("int x = 20;")).isNull();
  }

  @Test
  void aVoidCallHasNone() {
    assertThat(run("Thread.yield()")).isNull();
  }

  @Test
  void anAssignmentHasItsValue() {
    assertThat(run("int x = 1;\nx = 2")).isEqualTo(2);
  }

  @Test
  void redeclaringAMethodKeepsTheVariablesThatUsedIt() {
    run("int half(int n) { return n / 2; }\nint kept = half(84);\nkept = 43;");
    run("int half(int n) { return n / 2 + 1; }");
    assertThat(run("kept")).isEqualTo(43);
  }

  @Test
  void aLaterImportKeepsVariables() {
    run("var list = new java.util.ArrayList<Integer>();\nlist.add(7);");
    run("import java.util.*;");
    assertThat(run("list")).isEqualTo(List.of(7));
  }

  @Test
  void aVariableDeclaredAnewWithoutAValueStartsAnew() {
    run("int x = 5;");
    run("int x;");
    assertThat(run("x")).isEqualTo(0);
  }

  @Test
  void aVariableWhoseTypeChangedSaysThatItLostItsValue() {
    run("class Coin { int value; }\nCoin coin = new Coin();");
    run("class Coin { int value; int side; }");
    assertThat(notes).containsExactly("coin lost its value: its type was declared anew");
  }

  @Test
  void aFailingAssertFails() {
    assertThat(plain(failure("assert 1 > 2 : \"no\";"))).startsWith("AssertionError: no");
  }

  @Test
  void aCompileErrorPointsAtItsPlace() {
    assertThat(plain(failure("int a = 1;\n  nothing(a);")))
        .startsWith("Line 2: cannot find symbol\n      nothing(a);\n      ^^^^^^^\n");
  }

  @Test
  void aSyntaxErrorRunsNothing() {
    assertThat(failure("int made = 1;\nint x = ;").name()).isEqualTo("CompileError");
    assertThat(failure("made").name()).isEqualTo("NotMade");
  }

  @Test
  void anExceptionNamesTheCellsLines() {
    run("int divide(int by) {\n  return 1 / by;\n}");
    assertThat(plain(failure("\n\ndivide(0)")))
        .isEqualTo(
            """
            ArithmeticException: / by zero
                at divide, cell [1], line 2
                   return 1 / by;
                at cell [2], line 3""");
  }

  @Test
  void aCheckedExceptionNeedsNoDeclaration() {
    assertThat(failure("throw new Exception(\"checked\");").getMessage()).isEqualTo("checked");
  }

  @Test
  void aMethodThatUsesAnUndeclaredOneSaysSo() {
    run("int needs() { return missing(); }");
    assertThat(notes)
        .containsExactly("needs can't be used until this is declared: method missing()");
    assertThat(plain(failure("needs()"))).contains("method missing()");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thread.sleep(60_000)",
        "while (true) {}",
        "for (;;) try { while (true) {} } catch (Throwable t) {}",
        "while (true) try { Thread.sleep(10); } catch (Throwable t) {}",
        "synchronized (String.class) { String.class.wait(); }",
        "java.util.stream.Stream.iterate(0, n -> n + 1).forEach(n -> {})",
        "new Object() { int f(int n) { return n < 0 ? n : f(n - 1) + f(n - 1); } }.f(60)",
        "do { try { continue; } finally { Thread.yield(); } } while (true);"
      })
  void aHangingCellCanBeInterrupted(String java) {
    assertThat(plain(interrupted(java))).isEqualTo("Interrupted");
    assertThat(run("1 + 1")).isEqualTo(2);
  }

  @Test
  void theStatementsAfterAnInterruptedOneDontRun() {
    interrupted("Thread.sleep(60_000);\nint after = 2;");
    assertThat(failure("after").name()).isEqualTo("NotMade");
  }

  @Test
  void aCellThatNeverListensIsAbandonedAndTheNextRuns() {
    engine.close();
    engine = new Engine(Duration.ofMillis(700), interruption);
    run("var lock = new java.util.concurrent.locks.ReentrantLock();");
    run("var owner = new Thread(lock::lock);\nowner.start();\nowner.join();");
    assertThat(plain(interrupted("lock.lock()"))).contains("does not stop");
    assertThat(run("2 + 2")).isEqualTo(4);
  }

  @Test
  void anInterruptWithoutACellHitsNothing() {
    engine.interrupt(Interruption.ASKED_FOR);
    assertThat(run("3 + 3")).isEqualTo(6);
  }

  @Test
  void aStageChoosesTheThread() {
    List<String> threads = new ArrayList<>();
    Stage stage =
        work -> {
          threads.add(Thread.currentThread().getName());
          work.run();
        };
    String java = "Thread.currentThread().getName()";
    assertThat(engine.evalOn(stage, new Origin(1, java, 0), java, notes)).isEqualTo("notebook");
    assertThat(threads).containsExactly("notebook");
  }

  @Test
  void closingTwiceIsHarmless() {
    engine.close();
    assertThatThrownBy(() -> run("1")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCommentThatNeverEndsIsACompileError() {
    assertThat(plain(failure("/* b"))).isEqualTo("Line 1: unclosed comment\n    /* b");
  }

  @Test
  void aThreadThatStopsOrInterruptsTheNotebooksOwnHarmsNoLaterCell() {
    run("Thread own = Thread.currentThread();");
    run(
        """
        Thread stopper = new Thread(() -> {
          while (own.getState() == Thread.State.RUNNABLE) { Thread.onSpinWait(); }
          for (int i = 0; i < 100; i++) {
            own.interrupt();
            own.stop(); // Java 20 took it away
          }
        });
        stopper.setUncaughtExceptionHandler((thread, thrown) -> {});
        stopper.start();""");
    try {
      run("stopper.join();");
    } catch (CellFailure hit) {
      assertThat(hit.name()).isIn("ThreadDeath", "InterruptedException");
    }
    assertThat(run("3 + 4")).isEqualTo(7);
  }

  @Test
  void whatInterruptsItsThreadGroupReachesTheLearnersThreadsOnly() {
    Thread.interrupted();
    run("Thread.currentThread().getThreadGroup().interrupt();");
    assertThat(Thread.interrupted()).isFalse();
    assertThat(run("3 + 4")).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.concurrent.locks.LockSupport.park()",
        "while (true) java.util.concurrent.locks.LockSupport.park();",
        "Thread.currentThread().interrupt();\nwhile (true) {}",
        "new java.util.concurrent.CountDownLatch(1).await();",
        "Thread.currentThread().join();",
        "while (true) try { throw new StackOverflowError(); } catch (Throwable t) {}"
      })
  void aWaitingCellCanBeInterrupted(String java) {
    assertThat(plain(interrupted(java))).isEqualTo("Interrupted");
    assertThat(run("1 + 1")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ar-EG-u-nu-arab", "tr-TR", "th-TH-u-ca-buddhist-nu-thai", "ja-JP-u-ca-japanese"})
  void aCellMayChangeTheLocaleAndTheTimeZone(String tag) {
    Locale before = Locale.getDefault();
    try {
      run("java.util.Locale.setDefault(java.util.Locale.forLanguageTag(\"" + tag + "\"));");
      run("java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone(\"Asia/Kathmandu\"));");
      assertThat(run("int i = 20;\ni + 1")).isEqualTo(21);
      assertThat(plain(failure("i / 0")))
          .startsWith("ArithmeticException: / by zero\n    at cell [4]");
      assertThat(plain(failure("undefined"))).startsWith("Line 1: cannot find symbol");
    } finally {
      Locale.setDefault(before);
      java.util.TimeZone.setDefault(null);
    }
  }

  @Test
  void aCellMayChangeThePropertiesThatJavaReadsAtItsStart() {
    Properties before = (Properties) System.getProperties().clone();
    try {
      run(
          "System.setProperty(\"line.separator\", \"|\");"
              + "System.setProperty(\"user.dir\", \"/nope\");");
      run(
          "System.setProperty(\"java.class.path\", \"\");"
              + "System.clearProperty(\"java.io.tmpdir\");");
      assertThat(failure("int big = \"" + "x".repeat(70_000) + "\";").name())
          .isEqualTo("CompileError");
      assertThat(run("org.cellblock.procfs.Procfs.class.getSimpleName()")).isEqualTo("Procfs");
    } finally {
      System.setProperties(before);
    }
  }
}
