package org.cellblock.jupyter.cinf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CinfServerTests {

  private final HttpClient client =
      HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
  private final long self = ProcessHandle.current().pid();
  private CinfServer server;

  @BeforeEach
  void start() throws IOException {
    server = CinfServer.start(0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void itListensOnTheLoopbackAddressOnly() {
    assertThat(server.address()).matches("http://127\\.0\\.0\\.1:[0-9]+/\\?token=[0-9a-f]{48}");
  }

  @Test
  void processesAreAnArrayThatThisOneIsIn() throws Exception {
    JsonArray all = JsonParser.parseString(get("processes").body()).getAsJsonArray();
    assertThat(all).anyMatch(each -> each.getAsJsonObject().get("pid").getAsLong() == self);
  }

  @Test
  void namespacesAreAnArrayThatHasTheirNumbers() throws Exception {
    JsonArray all = JsonParser.parseString(get("namespaces").body()).getAsJsonArray();
    assertThat(all).allMatch(each -> each.getAsJsonObject().get("namespace").getAsLong() > 0);
  }

  @Test
  void oneProcessIsAnObject() throws Exception {
    String body = get("processes/" + self).body();
    assertThat(JsonParser.parseString(body).getAsJsonObject().get("pid").getAsLong())
        .isEqualTo(self);
  }

  @Test
  void anUnknownPathIsStatus404AndNamed() throws Exception {
    HttpResponse<String> answer = get("nope");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"path [/nope]: expected /processes, /processes/PID, /namespaces or"
                + " /namespaces/NAMESPACE\"}\n");
  }

  @Test
  void aProcessThatIsNotThereIsStatus404() throws Exception {
    assertThat(get("processes/999999999").statusCode()).isEqualTo(404);
  }

  @Test
  void aClosedServerListensNoMore() {
    server.close();
    assertThatThrownBy(() -> get("processes")).isInstanceOf(ConnectException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void clientsThatSendHalfARequestKeepNoOtherWaitingForEver(int clients) throws Exception {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      silent.add(new Socket("127.0.0.1", port()));
      silent.get(i).getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address("namespaces")))
            .timeout(Duration.ofMinutes(1))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    for (Socket each : silent) {
      each.close();
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    int port = URI.create(server.address()).getPort();
    assertThatThrownBy(() -> CinfServer.start(port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "port [%d]: expected one that is free and allowed to us (Address already in use)"
                .formatted(port));
  }

  @Test
  void eachServerHasAnotherToken() throws IOException {
    try (CinfServer other = CinfServer.start(0)) {
      assertThat(token(other)).isNotEqualTo(token(server));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "[::1]"})
  void itIsAskedForByANameOfThisMachine(String name) throws IOException {
    assertThat(ask("GET /namespaces?token=%s", "Host: %s:%d".formatted(name, port())))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:PORT",
        "127.0.0.1.evil.example:PORT",
        "localhost.:PORT",
        "localhost",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.2:PORT",
        "user@127.0.0.1:PORT",
        "",
      })
  void anyOtherNameIsRefused(String host) throws IOException {
    String name = host.replace("PORT", Integer.toString(port()));
    assertThat(ask("GET /namespaces?token=%s", "Host: " + name))
        .startsWith("HTTP/1.1 403 ")
        .endsWith(
            "{\"error\":\"host [%s]: expected 127.0.0.1 or localhost, with the port\"}\n"
                .formatted(name));
  }

  @Test
  void noNameAndTwoNamesAreRefused() throws IOException {
    String own = "Host: 127.0.0.1:" + port();
    assertThat(ask("GET /namespaces?token=%s")).startsWith("HTTP/1.1 403 ");
    assertThat(ask("GET /namespaces?token=%s", own, "Host: evil.example"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(ask("GET http://evil.example/namespaces?token=%s", own)).startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get"})
  void onlyGetAndHeadAreAnswered(String method) throws IOException {
    assertThat(ask(method + " /namespaces?token=%s", "Host: 127.0.0.1:" + port()))
        .startsWith("HTTP/1.1 405 ")
        .contains("\r\nAllow: GET, HEAD\r\n")
        .endsWith("{\"error\":\"%s: expected GET or HEAD\"}\n".formatted(method));
  }

  @Test
  void theHeadOfAnAnswerIsThatOfTheAnswer() throws IOException {
    String head = ask("HEAD /nope?token=%s", "Host: 127.0.0.1:" + port());
    assertThat(head).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
    assertThat(head.toLowerCase()).containsPattern("content-length: [1-9]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/namespaces", "/namespaces?token=", "/?token=0", "/processes?x=%s"})
  void whoDoesNotKnowTheTokenIsRefused(String target) throws IOException {
    assertThat(ask("GET " + target, "Host: 127.0.0.1:" + port()))
        .startsWith("HTTP/1.1 403 ")
        .endsWith(
            "{\"error\":\"token: expected the one of the address that cinf has printed, as"
                + " ?token=TOKEN or as the header Authorization: token TOKEN\"}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "Token", "Bearer"})
  void theTokenMayBeInAHeader(String scheme) throws IOException {
    String authorization = "Authorization: %s %s".formatted(scheme, token(server));
    assertThat(ask("GET /namespaces", "Host: localhost:" + port(), authorization))
        .startsWith("HTTP/1.1 200 ");
    assertThat(ask("GET /namespaces", "Host: localhost:" + port(), authorization + "0"))
        .startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "https://127.0.0.1:PORT", "null"})
  void thePageOfAnotherIsRefused(String origin) throws IOException {
    String name = origin.replace("PORT", Integer.toString(port()));
    assertThat(ask("GET /?token=%s", "Host: 127.0.0.1:" + port(), "Origin: " + name))
        .startsWith("HTTP/1.1 403 ")
        .endsWith(
            "{\"error\":\"origin [%s]: expected none, or this server's address\"}\n"
                .formatted(name));
  }

  @Test
  void noAnswerIsKeptOrShownElsewhere() throws IOException {
    String own = "127.0.0.1:" + port();
    assertThat(ask("GET /namespaces?token=%s", "Host: " + own, "Origin: http://" + own))
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("\r\nCache-Control: no-store\r\n")
        .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
        .containsIgnoringCase("\r\nReferrer-Policy: no-referrer\r\n")
        .containsIgnoringCase("\r\nCross-Origin-Resource-Policy: same-origin\r\n")
        .doesNotContainIgnoringCase("Access-Control-Allow");
  }

  /** Sends a request as it stands, with the token where there is room for it; HttpClient can't. */
  private String ask(String request, String... headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(60_000);
      StringBuilder lines = new StringBuilder(request.formatted(token(server)) + " HTTP/1.1\r\n");
      for (String header : headers) {
        lines.append(header).append("\r\n");
      }
      lines.append("Connection: close\r\n\r\n");
      socket.getOutputStream().write(lines.toString().getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int port() {
    return URI.create(server.address()).getPort();
  }

  private static String token(CinfServer server) {
    return URI.create(server.address()).getQuery().substring("token=".length());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.address(path))).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
