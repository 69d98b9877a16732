package org.cellblock.jupyter.cinf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellblock.procfs.Cinf;
import org.cellblock.procfs.CinfProcess;

/**
 * Serves what {@code cinf} sees as JSON over HTTP, read anew for each request, to this machine
 * only.
 */
public final class CinfServer implements AutoCloseable {

  private static final int LAST_PORT = 65_535;
  private static final Pattern PATH =
      Pattern.compile("/|/(processes|namespaces)(/(?<number>[0-9]+))?");
  private static final String PATHS =
      "/processes, /processes/PID, /namespaces or /namespaces/NAMESPACE";

  private final HttpServer server;

  private CinfServer(HttpServer server) {
    this.server = server;
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
      InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      HttpServer server = HttpServer.create(here, 0);
      server.createContext("/", CinfServer::answer);
      server.start();
      return new CinfServer(server);
    } catch (BindException taken) {
      throw new IllegalArgumentException(
          "port [%d]: expected one that is free and allowed to us (%s)"
              .formatted(port, taken.getMessage()),
          taken);
    }
  }

  /** Returns the address, {@code http://127.0.0.1:3000/}. */
  public String address() {
    InetSocketAddress here = server.getAddress();
    return "http://%s:%d/".formatted(here.getAddress().getHostAddress(), here.getPort());
  }

  /** Stops at once; a request that is being answered is broken off. */
  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, CinfJson.error(exchange.getRequestMethod() + ": expected GET"));
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
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
