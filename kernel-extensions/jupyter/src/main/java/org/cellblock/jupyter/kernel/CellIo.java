package org.cellblock.jupyter.kernel;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/** The streams that the learner's code sees as {@code System.out}, {@code err} and {@code in}. */
final class CellIo extends JupyterIO {
  private final TextOut stdout = new TextOut(StreamType.OUT);
  private final TextOut stderr = new TextOut(StreamType.ERR);
  private final CellInput input = new CellInput();
  private final PrintStream outStream = new PrintStream(stdout, false, StandardCharsets.UTF_8);
  private final PrintStream errStream = new PrintStream(stderr, false, StandardCharsets.UTF_8);

  CellIo() {
    super(StandardCharsets.UTF_8);
  }

  /** Sends all output from now on to the given request's cell. */
  void attach(Environment env, Publisher publisher, boolean allowsInput) {
    setEnv(env);
    stdout.attach(env, publisher);
    stderr.attach(env, publisher);
    input.attach(allowsInput ? env : null);
  }

  /** Makes the streams the JVM's. */
  void install() {
    System.setOut(outStream);
    System.setErr(errStream);
    System.setIn(input);
  }

  PrintStream stderr() {
    return errStream;
  }

  /** Ends the cell's reading; its output stays attached for threads that it left running. */
  void endInput(ShellReplyEnvironment env) {
    input.attach(null);
    retractEnv(env);
  }

  InputStream stdin() {
    return input;
  }
}
