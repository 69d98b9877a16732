package org.cellblock.jupyter.cinf;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellblock.procfs.cinf.Cinf;
import org.cellblock.procfs.cinf.CinfProcess;

/**
 * Serves what {@code cinf} sees as JSON over HTTP, read anew for each request, to who knows the
 * token of its address, on this machine only.
 */
public final class CinfServer implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int LAST_PORT = 65_535;
  private static final Pattern PATH =
      Pattern.compile("/|/(processes|namespaces)(/(?<number>[0-9]+))?");
  private static final String PATHS =
      "/processes, /processes/PID, /namespaces or /namespaces/NAMESPACE";

  /** Nothing is kept by a browser, shown in another page, or passed on with the token. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "application/json; charset=utf-8",
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer");

  /** Anybody here may connect: who sends half a request keeps no other waiting. */
  private static final int CLIENTS = 8;

  static {
    System.setProperty("sun.net.httpserver.maxReqTime", "5"); // seconds for a request
  }

  private final HttpServer server;
  private final CinfGate gate;
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS, CinfServer::daemon);

  private CinfServer(HttpServer server) {
    this.server = server;
    this.gate = new CinfGate(server.getAddress().getPort());
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Begins to serve on the loopback address.
   *
   * @param port to listen on; 0 takes a free one
   * @return the server, to be closed
   * @throws IllegalArgumentException for no port number, or when another program listens there
   * @throws IOException when the socket can't be made
   */
  public static CinfServer start(int port) throws IOException {
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "port [%d]: expected 1 to %d, or 0 for a free one".formatted(port, LAST_PORT));
    }
    try {
      InetSocketAddress here = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
      return new CinfServer(HttpServer.create(here, 0));
    } catch (BindException taken) {
      throw new IllegalArgumentException(
          "port [%d]: expected one that is free and allowed to us (%s)"
              .formatted(port, taken.getMessage()),
          taken);
    }
  }

  /** Returns the address with the token, {@code http://127.0.0.1:3000/?token=5f0e...}. */
  public String address() {
    return address("");
  }

  /** Returns the address of a path such as {@code processes/1}, with the token. */
  String address(String path) {
    return "http://127.0.0.1:%d/%s?token=%s"
        .formatted(server.getAddress().getPort(), path, gate.token());
  }

  /** Stops at once; a request that is being answered is broken off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cinf server");
    thread.setDaemon(true);
    return thread;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<CinfGate.Refusal> refusal = gate.refusal(exchange);
      if (refusal.isPresent()) {
        send(exchange, refusal.get().status(), CinfJson.error(refusal.get().reason()));
        return;
      }
      try {
        send(exchange, 200, body(exchange.getRequestURI().getPath()));
      } catch (IllegalArgumentException unknown) {
        send(exchange, 404, CinfJson.error(unknown.getMessage()));
      }
    }
  }

  private static String body(String path) {
    Matcher words = PATH.matcher(path);
    if (!words.matches()) {
      throw new IllegalArgumentException("path [%s]: expected %s".formatted(path, PATHS));
    }
    String number = words.group("number");
    if (path.startsWith("/namespaces")) {
      return CinfJson.of(
          number == null ? Cinf.namespaces() : Cinf.namespace(CinfWords.number(path, number)));
    }
    return number == null
        ? CinfJson.of(CinfProcess.readAll())
        : CinfJson.of(CinfProcess.read(CinfWords.number(path, number))) + "\n";
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    HEADERS.forEach(headers::set);
    if (status == 405) {
      headers.set("Allow", "GET, HEAD");
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(bytes.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
