package org.cellblock.jupyter.start;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.cellblock.jupyter.engine.Patience;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A short session with itself, over real sockets, so that the JVM learns which classes it needs.
 */
public final class Training {
  /** For one request and for the end: the machine may be busy with other things. */
  private static final Duration ANSWER = Duration.ofMinutes(2);

  private static final Duration END = Duration.ofSeconds(20);
  private static final String KEY = "training";
  private static final List<String> CELLS =
      List.of(
          "int f(int n) { return n + 1; }",
          "record P(int a, String b) {}\nvar ps = List.of(new P(f(1), \"x\"), new P(2, \"y\"));",
          "ps.stream().map(P::b).collect(Collectors.joining(\",\"))",
          "for (int i = 0; i < 3; i++) System.out.println(i);",
          "Procfs.processes()",
          "Procfs.namespaces()",
          "%cinf",
          "Cinf.monitor(Duration.ofMillis(150), ProcessHandle.current().pid())",
          "Host.run(\"true\")",
          "undefined",
          "throw new IllegalStateException(\"on purpose\");",
          "int f(int n) { return n + 2; }",
          "Cell cell = Cell.open(\"training\");\ncell.unshare(MOUNT, UTS, PID, IPC, NETWORK);\n"
              + "cell.pivotRoot(RootFs.busybox());\ncell.run(\"true\");",
          "cell.namespaces()",
          "cell.picture()",
          "cell.trace()",
          "%%in training\nFiles.list(Path.of(\"/\")).toList()",
          "%%sh\ntrue",
          "Cgroup.create(\"training\").pids(9).add(cell).files()",
          "cell.close();",
          "%claim C030");

  private Training() {}

  /**
   * Runs the session. A cell that fails, for want of a privilege, is no failure of the session.
   *
   * @throws IOException if no port is free
   * @throws GeneralSecurityException never with the scheme used here
   * @throws InterruptedException if the thread is interrupted
   */
  public static void run() throws IOException, GeneralSecurityException, InterruptedException {
    int[] ports = freePorts(5);
    Thread kernel = new Thread(() -> serve(connection(ports)), "kernel");
    kernel.start();
    talk(ports, ANSWER);
    kernel.join(END.toMillis());
    if (kernel.isAlive()) {
      throw Patience.late("the end of the training's notebook kernel", END);
    }
  }

  private static void serve(String connection) {
    try {
      KernelMain.serve(connection);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static void talk(int[] ports, Duration limit) throws GeneralSecurityException {
    KernelConnectionProperties properties = KernelConnectionProperties.parse(connection(ports));
    HMACGenerator signer = properties.createHMACGenerator();
    ZMQ.Context context = ZMQ.context(1);
    ZMQ.Socket shell = context.socket(SocketType.DEALER);
    ZMQ.Socket iopub = context.socket(SocketType.SUB);
    shell.setReceiveTimeOut((int) limit.toMillis());
    shell.setLinger(0);
    iopub.setLinger(0);
    iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
    iopub.connect("tcp://127.0.0.1:" + ports[3]);
    shell.connect("tcp://127.0.0.1:" + ports[1]);
    ask(shell, signer, "kernel_info_request", "{}");
    for (String cell : CELLS) {
      ask(shell, signer, "execute_request", execute(cell));
    }
    ask(shell, signer, "complete_request", "{\"code\":\"Procfs.\",\"cursor_pos\":7}");
    ask(shell, signer, "inspect_request", "{\"code\":\"Cell.open\",\"cursor_pos\":9}");
    ask(shell, signer, "is_complete_request", "{\"code\":\"for (\"}");
    ask(shell, signer, "shutdown_request", "{\"restart\":false}");
    shell.close();
    iopub.close();
    context.close();
  }

  private static void ask(ZMQ.Socket shell, HMACGenerator signer, String type, String content) {
    String header =
        "{\"msg_id\":\"%s\",\"session\":\"t\",\"username\":\"t\",\"msg_type\":\"%s\","
                .formatted(System.nanoTime(), type)
            + "\"version\":\"5.3\",\"date\":\"2026-01-01T00:00:00.000Z\"}";
    byte[][] parts = {bytes(header), bytes("{}"), bytes("{}"), bytes(content)};
    shell.sendMore("<IDS|MSG>");
    shell.sendMore(signer.calculateSignature(parts));
    shell.sendMore(parts[0]);
    shell.sendMore(parts[1]);
    shell.sendMore(parts[2]);
    shell.send(parts[3]);
    do {
      if (shell.recv() == null) {
        throw Patience.late(
            "the training's %s".formatted(type), Duration.ofMillis(shell.getReceiveTimeOut()));
      }
    } while (shell.hasReceiveMore());
  }

  private static String execute(String code) {
    com.google.gson.JsonObject content = new com.google.gson.JsonObject();
    content.addProperty("code", code);
    content.addProperty("store_history", true);
    content.addProperty("stop_on_error", false);
    return content.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String connection(int[] ports) {
    return ("{\"ip\":\"127.0.0.1\",\"transport\":\"tcp\",\"control_port\":%d,\"shell_port\":%d,"
            + "\"stdin_port\":%d,\"iopub_port\":%d,\"hb_port\":%d,"
            + "\"signature_scheme\":\"hmac-sha256\",\"key\":\"%s\"}")
        .formatted(ports[0], ports[1], ports[2], ports[3], ports[4], KEY);
  }

  private static int[] freePorts(int count) throws IOException {
    ServerSocket[] open = new ServerSocket[count];
    int[] ports = new int[count];
    for (int i = 0; i < count; i++) {
      open[i] = new ServerSocket(0);
      ports[i] = open[i].getLocalPort();
    }
    for (ServerSocket socket : open) {
      socket.close();
    }
    return ports;
  }
}
