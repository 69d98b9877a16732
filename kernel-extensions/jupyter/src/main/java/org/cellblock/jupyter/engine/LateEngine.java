package org.cellblock.jupyter.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import jdk.jshell.SourceCodeAnalysis;
import tech.tablesaw.api.ColumnType;

/**
 * The notebook's engine, which starts while the kernel already answers: who needs it earlier waits.
 * While no request is being answered, the warm-up may use it.
 */
public final class LateEngine {
  /** Ten times what an emulated CPU takes. */
  private static final Duration START = Duration.ofMinutes(5);

  private final CompletableFuture<Engine> engine = new CompletableFuture<>();
  private final Interruption interruption = new Interruption();
  private final Rehearsal rehearsal = new Rehearsal();

  /** Makes an engine that isn't started. */
  public LateEngine() {}

  /**
   * Starts the engine and evaluates the start-up imports. Called once, by the warm-up's thread, so
   * that the first reply needn't wait.
   */
  public void start() {
    try {
      settleTablesaw();
      Engine fresh = new Engine(Engine.GRACE, interruption);
      Imports.evaluate(fresh);
      engine.complete(fresh);
    } catch (RuntimeException | Error e) {
      engine.completeExceptionally(e);
      throw e;
    }
  }

  /** Loads what the first cell needs, while another thread starts the engine. */
  public static void prepare() {
    Weaver.load();
  }

  /** Two threads that enter Tablesaw's types from two sides would wait for each other for ever. */
  public static void settleTablesaw() {
    ColumnType.values();
  }

  /** Waits until the engine has started. */
  Engine get() {
    return Patience.await(engine, "the start of the Java engine", START);
  }

  /**
   * Waits until the engine has started.
   *
   * @return JShell's analysis of what is being typed
   */
  public SourceCodeAnalysis analysis() {
    return get().analysis();
  }

  /**
   * Waits until the engine has started.
   *
   * @return what takes Java apart as a cell does
   */
  public Splitter splitter() {
    return get().splitter();
  }

  /** Begins a cell: forgets an interrupt that was for an earlier one. */
  public void begin() {
    interruption.begin();
  }

  /** Stops the cell that runs or waits for the engine, because the learner wants it. */
  public void interrupt() {
    stop(Interruption.ASKED_FOR);
  }

  private void stop(Interruption.Why why) {
    if (engine.isDone()) {
      get().interrupt(why);
    } else {
      interruption.request(why);
    }
  }

  /** Stops from now on the cell that fills the heap. */
  public void watchHeap() {
    HeapWatch.start(this::stop);
  }

  /**
   * Answers a request; it waits for one rehearsed statement at most.
   *
   * @param request makes the answer
   * @param <T> its type
   * @return the answer
   */
  public <T> T giveWay(Supplier<T> request) {
    return rehearsal.giveWay(request);
  }

  /**
   * Does something once no request has come for a while; the next one waits for its end.
   *
   * @param work what to do
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void whenQuiet(Runnable work) throws InterruptedException {
    rehearsal.whenQuiet(work);
  }

  /**
   * Evaluates Java for the compiler's sake, once nobody wants the engine.
   *
   * @param java a statement, which is forgotten
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void rehearse(String java) throws InterruptedException {
    whenQuiet(
        () -> {
          if (!interruption.isRequested()) {
            get().rehearse(java);
          }
        });
  }
}
