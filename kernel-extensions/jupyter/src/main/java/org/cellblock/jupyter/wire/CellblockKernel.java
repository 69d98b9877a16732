package org.cellblock.jupyter.wire;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import org.cellblock.jupyter.assist.Assistant;
import org.cellblock.jupyter.assist.History;
import org.cellblock.jupyter.assist.HistoryLookup;
import org.cellblock.jupyter.assist.Inspector;
import org.cellblock.jupyter.engine.CellRunner;
import org.cellblock.jupyter.engine.LateEngine;
import org.cellblock.jupyter.engine.Stage;
import org.cellblock.jupyter.version.Version;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
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

/** Cellblock's notebook kernel: answers a front end's requests and runs its cells. */
public final class CellblockKernel extends BaseKernel {
  static final String VERSION = Version.text();

  private final LateEngine engine;
  private final CellIo cellIo;
  private final History history;
  private final Payloads payloads = new Payloads();
  private final CellRunner runner;
  private final Execution execution;
  private final Assistant assistant;
  private final Inspector inspector = new Inspector();
  private volatile ShellReplyEnvironment running;

  private CellblockKernel(LateEngine engine, CellIo io, History history) {
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
    this.engine = engine;
    this.cellIo = io;
    this.history = history;
    this.runner = new CellRunner(engine, this, io::note);
    this.execution = new Execution(runner, io, history, payloads);
    this.assistant = new Assistant(engine, runner::magics);
  }

  /**
   * Makes a kernel.
   *
   * @param engine evaluates Java; to be started by another thread: the kernel answers meanwhile
   * @return the kernel, not yet connected
   */
  public static CellblockKernel create(LateEngine engine) {
    return new CellblockKernel(engine, new CellIo(), new History());
  }

  /**
   * Connects the kernel and makes its streams the JVM's.
   *
   * @param properties what the connection file says
   * @return the connection, open until a shutdown request
   * @throws IOException if a socket can't be made
   * @throws GeneralSecurityException if the signature scheme is unknown
   */
  public JupyterConnection open(KernelConnectionProperties properties)
      throws IOException, GeneralSecurityException {
    Connection connection = new Connection(properties);
    execution.connect(connection);
    onStartup();
    becomeHandlerForConnection(connection);
    commManager.setIOPubChannel(connection.iopub());
    connection.connect();
    cellIo.install();
    return connection;
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
    return runner.run(executionCount.get(), source);
  }

  /**
   * Runs the body of a cell magic as Java on another thread; declarations stay the notebook's.
   *
   * @param stage where to run it
   * @param java the body
   * @return the value of its last statement, null if it has none
   */
  public Object evalOn(Stage stage, String java) {
    return runner.runBody(stage, java);
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
    return engine.giveWay(() -> inspector.inspect(assistant, code, at));
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    return engine.giveWay(() -> assistant.complete(code, at));
  }

  @Override
  public String isComplete(String code) {
    return engine.giveWay(() -> assistant.isComplete(code));
  }

  @Override
  public void interrupt() {
    engine.interrupt();
  }

  @Override
  protected void handleExecuteRequest(ShellReplyEnvironment env, Message<ExecuteRequest> request) {
    commManager.setMessageContext(request);
    running = env;
    engine.begin();
    engine.giveWay(
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
            Dated.PROTOCOL,
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
