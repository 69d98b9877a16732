package org.cellblock.jupyter.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cellblock.jupyter.version.Version;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.InterruptRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;
import tech.tablesaw.api.ColumnType;

/** Cellblock's notebook kernel: answers a front end's requests and runs its cells. */
public final class CellblockKernel extends BaseKernel {
  static final String VERSION = Version.text();

  /** The version of the messaging protocol that is spoken: 5.5 brought the welcome on iopub. */
  static final String PROTOCOL = "5.5";

  /** Ten times what an emulated CPU takes. */
  private static final Duration ENGINE_START = Duration.ofMinutes(5);

  private final CompletableFuture<Engine> engine = new CompletableFuture<>();
  private final CellIo cellIo;
  private final History history;
  private final Magics magics = new Magics(this);
  private final Payloads payloads = new Payloads();
  private final Interruption interruption = new Interruption();
  private final Inspector inspector = new Inspector();
  private final Execution execution;
  private final Rehearsal rehearsal = new Rehearsal();
  private volatile ShellReplyEnvironment running;
  private volatile CellRunner runner;

  private CellblockKernel(CellIo io, History history) {
    super(
        "cellblock",
        VERSION,
        language(),
        links(),
        history,
        io,
        new CommManager(),
        new Renderer(),
        null,
        new MagicsRegistry(),
        true,
        new StringStyler("", "", "", line -> ""));
    this.cellIo = io;
    this.history = history;
    this.execution = new Execution(this, io, history, payloads);
  }

  /** Makes a kernel; its engine starts later, by {@link #startEngine()}. */
  static CellblockKernel create() {
    return new CellblockKernel(new CellIo(), new History());
  }

  /**
   * Starts the engine. Called once, by the warm-up's thread, so that the first reply needn't wait.
   */
  void startEngine() {
    try {
      settleTablesaw();
      Engine fresh = new Engine(Engine.GRACE, interruption);
      Imports.evaluate(fresh);
      runner = new CellRunner(fresh, magics, this::show, cellIo::note);
      engine.complete(fresh);
    } catch (RuntimeException | Error e) {
      engine.completeExceptionally(e);
      throw e;
    }
  }

  /** Two threads that enter Tablesaw's types from two sides would wait for each other for ever. */
  static void settleTablesaw() {
    ColumnType.values();
  }

  /** Does something once no request has come for a while; the next one waits for its end. */
  void whenQuiet(Runnable work) throws InterruptedException {
    rehearsal.whenQuiet(work);
  }

  /** Evaluates Java for the compiler's sake, once nobody wants the engine. */
  void rehearse(String java) throws InterruptedException {
    whenQuiet(
        () -> {
          if (!interruption.isRequested()) {
            engine().rehearse(java);
          }
        });
  }

  /** Connects the kernel and makes its streams the JVM's. */
  void open(Connection connection) {
    execution.connect(connection);
    onStartup();
    becomeHandlerForConnection(connection);
    commManager.setIOPubChannel(connection.iopub());
    connection.connect();
    cellIo.install();
  }

  @Override
  public void becomeHandlerForConnection(JupyterConnection connection) {
    super.becomeHandlerForConnection(connection);
    connection.setHandler(
        MessageType.COMM_INFO_REQUEST,
        (env, request) -> {
          env.setBusyDeferIdle();
          Map<String, Object> comms = new java.util.LinkedHashMap<>();
          commManager.forEach(c -> comms.put(c.getID(), Map.of("target_name", c.getTargetName())));
          Replies.ok(env, MessageType.COMM_INFO_REPLY, Map.of("comms", comms));
        });
  }

  @Override
  public Object evalRaw(String source) {
    return evalCell(executionCount.get(), source);
  }

  /** Runs a cell and answers its value. */
  Object evalCell(int number, String source) {
    engine(); // the runner is there when the engine is
    return runner.run(number, source);
  }

  /**
   * Runs the body of a cell magic as Java on another thread; declarations stay the notebook's.
   *
   * @param stage where to run it
   * @param java the body
   * @return the value of its last statement, null if it has none
   */
  public Object evalOn(Stage stage, String java) {
    engine();
    return runner.runBody(stage, java);
  }

  /**
   * Shows a value below the running cell.
   *
   * @param value what to show
   */
  public void show(Object value) {
    display(render(value));
  }

  /** Makes of a value what is shown. */
  DisplayData render(Object value) {
    return value instanceof DisplayData data
        ? data
        : runner.render(each -> getRenderer().render(each), value);
  }

  /** Makes of a value's text what is shown. */
  DisplayData renderText(Object value) {
    return runner.render(each -> getRenderer().render(String.valueOf(each)), value);
  }

  /**
   * Clears what the running cell has shown.
   *
   * @param wait whether to wait until there is something new to show
   */
  public void clearOutput(boolean wait) {
    if (running != null) {
      running.publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
    }
  }

  /**
   * Opens a value in the front end's pager.
   *
   * @param value what to page
   */
  public void page(Object value) {
    payloads.page(DisplayJson.data(getRenderer().render(value)));
  }

  /**
   * Puts a new cell with the given text below the running one.
   *
   * @param text the new cell's text
   */
  public void nextInput(String text) {
    payloads.nextInput(text);
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    return rehearsal.giveWay(() -> inspector.inspect(assistant(), code, at));
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    return rehearsal.giveWay(() -> assistant().complete(code, at));
  }

  @Override
  public String isComplete(String code) {
    return rehearsal.giveWay(() -> assistant().isComplete(code));
  }

  @Override
  public void interrupt() {
    stop(Interruption.ASKED_FOR);
  }

  /** Stops the cell that runs or waits for the engine. */
  void stop(Interruption.Why why) {
    if (engine.isDone()) {
      engine().interrupt(why);
    } else {
      interruption.request(why);
    }
  }

  @Override
  protected void handleExecuteRequest(ShellReplyEnvironment env, Message<ExecuteRequest> request) {
    commManager.setMessageContext(request);
    running = env;
    interruption.begin();
    rehearsal.giveWay(
        () -> {
          execution.handle((Environment) env, request.getContent(), executionCount);
          return null;
        });
  }

  @Override
  protected void handleKernelInfoRequest(
      ShellReplyEnvironment env, Message<KernelInfoRequest> request) {
    env.setBusyDeferIdle();
    Replies.ok(
        env,
        MessageType.KERNEL_INFO_REPLY,
        Map.of(
            "protocol_version",
            PROTOCOL,
            "implementation",
            "cellblock",
            "implementation_version",
            VERSION,
            "language_info",
            getLanguageInfo(),
            "banner",
            getBanner(),
            "debugger",
            false,
            "supported_features",
            List.of(),
            "help_links",
            getHelpLinks()));
  }

  @Override
  protected void handleHistoryRequest(ShellReplyEnvironment env, Message<HistoryRequest> request) {
    env.setBusyDeferIdle();
    Replies.ok(
        env,
        MessageType.HISTORY_REPLY,
        Map.of("history", HistoryLookup.find(history, request.getContent())));
  }

  @Override
  protected void handleInterruptRequest(
      ShellReplyEnvironment env, Message<InterruptRequest> request) {
    env.setBusyDeferIdle();
    interrupt();
    Replies.ok(env, MessageType.INTERRUPT_REPLY, Map.of());
  }

  @Override
  protected void handleShutdownRequest(
      ShellReplyEnvironment env, Message<ShutdownRequest> request) {
    boolean restart = request.getContent().isRestart();
    env.setBusyDeferIdle();
    interrupt();
    onShutdown(restart);
    Replies.ok(env, MessageType.SHUTDOWN_REPLY, Map.of("restart", restart));
    env.markForShutdown();
  }

  private Assistant assistant() {
    return new Assistant(engine(), magics.names());
  }

  private Engine engine() {
    return Patience.await(engine, "the start of the Java engine", ENGINE_START);
  }

  private static LanguageInfo language() {
    return new LanguageInfo(
        "java",
        Runtime.version().toString(),
        "text/x-java-source",
        ".jshell",
        "java",
        "text/x-java",
        "script");
  }

  private static List<HelpLink> links() {
    return List.of(
        new HelpLink("Linux man pages", "https://man7.org/linux/man-pages/index.html"),
        new HelpLink("Java " + Runtime.version().feature(), javaDocs()));
  }

  private static String javaDocs() {
    return "https://docs.oracle.com/en/java/javase/" + Runtime.version().feature() + "/docs/api/";
  }
}
