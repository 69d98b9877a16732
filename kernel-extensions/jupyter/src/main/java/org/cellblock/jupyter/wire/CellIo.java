package org.cellblock.jupyter.wire;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * The streams that the learner's code sees as {@code System.out}, {@code err} and {@code in}. A
 * cell may close them or take others, for itself: the next one begins with these.
 */
final class CellIo extends JupyterIO {
  private final TextOut stdout = new TextOut(StreamType.OUT);
  private final TextOut stderr = new TextOut(StreamType.ERR);
  private final CellInput input = new CellInput();
  private final PrintStream outStream = new CellOut(stdout);
  private final PrintStream errStream = new CellOut(stderr);

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

  /** Takes back at the cell's end what it has done to the streams, and says so. */
  void restore() {
    List<String> taken = new ArrayList<>();
    addIf(taken, "System.out", System.out != outStream);
    addIf(taken, "System.err", System.err != errStream);
    addIf(taken, "System.in", System.in != input);
    List<String> closed = new ArrayList<>();
    addIf(closed, "System.out", stdout.reopen());
    addIf(closed, "System.err", stderr.reopen());
    if (!taken.isEmpty()) {
      install();
      note(
          String.join(", ", taken)
              + " of this cell's own ends with it; the next has the notebook's");
    }
    if (!closed.isEmpty()) {
      note(String.join(", ", closed) + " was closed: what this cell printed after that is lost");
    }
  }

  /** Tells the learner a remark that is no error. */
  void note(String text) {
    errStream.println("note: " + text);
  }

  /** Ends the cell's reading; its output stays attached for threads that it left running. */
  void endInput(Environment env) {
    input.attach(null);
    env.withdrawQuestions();
    retractEnv(env);
  }

  InputStream stdin() {
    return input;
  }

  private static void addIf(List<String> names, String name, boolean condition) {
    if (condition) {
      names.add(name);
    }
  }
}
