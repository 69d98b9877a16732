package org.cellblock.jupyter.cinf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    assertThat(server.address()).matches("http://127\\.0\\.0\\.1:[0-9]+/");
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

  @Test
  void aPortThatIsTakenIsNamed() {
    int port = URI.create(server.address()).getPort();
    assertThatThrownBy(() -> CinfServer.start(port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "port [%d]: expected one that is free and allowed to us (Address already in use)"
                .formatted(port));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
