package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.cellblock.linux.HostThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of an engine's answers, right and wrong ones. */
class EngineApiTests {

  private static final EngineRequest REQUEST = EngineRequest.get("/x");

  /** The heads are written by hand, with the numbers that those engines are known to tell. */
  private static final String PING = "HTTP/1.1 200 OK\r\nApi-Version: %s\r\n\r\n";

  @TempDir private Path directory;
  private FakeEngine engine;

  @BeforeEach
  void open() throws IOException {
    engine = new FakeEngine(directory);
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
  }

  private String read(String answer) {
    EngineApi api = engine.api();
    engine.answer(answer);
    return api.call(REQUEST, EngineAnswer::text);
  }

  @ParameterizedTest
  @CsvSource({"1.41, 1.41", "1.43, 1.43", "1.47, 1.47", "1.52, 1.52", "1.60, 1.52"})
  void theNewestVersionThatBothKnowIsSpoken(String theirs, String spoken) {
    EngineApi api = EngineApi.at(engine.answer(PING.formatted(theirs)).socket());
    assertThat(api.version()).hasToString(spoken);
    engine.json(200, "{}");
    api.ask(REQUEST);
    assertThat(engine.requests().get(1)).startsWith("GET /v" + spoken + "/x HTTP/1.1\r\n");
  }

  @Test
  void anEngineOlderThanDocker20IsRefused() {
    engine.answer(PING.formatted("1.40"));
    assertThatThrownBy(() -> EngineApi.at(engine.socket()))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("speaks API 1.40: expected 1.41 or later, Docker 20.10");
  }

  @Test
  void aSocketOfAnotherProgramIsNoEngine() {
    engine.answer("SSH-2.0-OpenSSH_9.2\r\n");
    assertThatThrownBy(() -> EngineApi.at(engine.socket()))
        .hasMessageContaining("begins with [SSH-2.0-OpenSSH_9.2]")
        .hasMessageContaining("is this socket an engine's?");
  }

  @Test
  void whereNobodyListensTheSocketIsNamed() {
    assertThatThrownBy(() -> EngineApi.at(directory.resolve("nobody")))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("no engine answers at " + directory.resolve("nobody"));
  }

  @Test
  void aBodyInChunksIsPutTogether() {
    String body = "5;ext=1\r\nhello\r\n1\r\n \r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nmore";
    assertThat(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body))
        .isEqualTo("hello 0123456789");
  }

  @Test
  void aBodyOfALengthEndsThere() {
    assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")).isEqualTo("abc");
  }

  @Test
  void aBodyWithoutALengthEndsWithTheConnection() {
    assertThat(read("HTTP/1.0 200 OK\r\n\r\nall of it")).isEqualTo("all of it");
  }

  @Test
  void anInformationBeforeTheAnswerIsPassedOver() {
    assertThat(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"))
        .isEqualTo("a");
  }

  /** The text is what Docker 20.10.24 said, recorded. */
  @Test
  void aRefusalHasTheEnginesTextItsStatusAndTheRequest() {
    EngineApi api = engine.api();
    engine.json(404, "{\"message\":\"No such container: nope\"}\n");
    assertThatThrownBy(() -> api.ask(EngineRequest.get("/containers/nope/json").query("size", 1)))
        .hasMessage("No such container: nope (GET /containers/nope/json: status 404)")
        .isInstanceOfSatisfying(
            DockerException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(404);
              assertThat(refused.engineText()).isEqualTo("No such container: nope");
              assertThat(refused.request()).isEqualTo("GET /containers/nope/json");
            });
  }

  @ParameterizedTest
  @CsvSource({"oops, oops", "{}, {}", "[1], [1]", "'{\"message\":{}}', '{\"message\":{}}'"})
  void aRefusalThatIsNoMessageIsShownAsItIs(String body, String told) {
    EngineApi api = engine.api();
    engine.json(500, body);
    assertThatThrownBy(() -> api.ask(REQUEST)).hasMessage(told + " (GET /x: status 500)");
  }

  @Test
  void anAnswerThatIsCutOffIsLost() {
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nabc"))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("closed the connection within its answer");
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Le"))
        .hasMessageContaining("closed the connection within a line");
    assertThatThrownBy(() -> read("")).hasMessageContaining("without an answer");
  }

  @Test
  void whatIsTooMuchIsRefusedWithItsLimit() {
    String head = "HTTP/1.1 200 OK\r\n";
    assertThatThrownBy(() -> read(head + "A: b\r\n".repeat(HttpHead.MOST_HEADERS + 1)))
        .hasMessageContaining("more than 200 headers");
    assertThatThrownBy(() -> read(head + "A: " + "b".repeat(HttpHead.LONGEST_LINE)))
        .hasMessageContaining("a line of more than 16384 bytes");
    String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    assertThatThrownBy(() -> read(chunked + "FFFFFFFF\r\nabc"))
        .hasMessageContaining(
            "chunk of [FFFFFFFF] bytes: expected a hexadecimal number of at most");
    assertThatThrownBy(() -> read(chunked + "-1\r\nabc")).hasMessageContaining("chunk of [-1]");
    assertThatThrownBy(() -> read(chunked + "3\r\nabcdef\r\n0\r\n\r\n"))
        .hasMessageContaining("a chunk is longer than it says");
    assertThatThrownBy(() -> read(head + "Content-Length: 99999999999999999999\r\n\r\n"))
        .hasMessageContaining("content-length [99999999999999999999]");
    assertThatThrownBy(() -> read("HTTP/1.1 102 X\r\n\r\n".repeat(300)))
        .hasMessageContaining("more than 200 answers before the answer");
  }

  @Test
  void anEngineThatSaysNothingIsNotWaitedForLonger() {
    EngineApi api = engine.api();
    engine.staysSilent();
    assertThatThrownBy(() -> api.ask(EngineRequest.get("/x").within(Duration.ofMillis(200))))
        .hasMessageContaining("waited 200 ms for the engine to answer GET /x");
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws InterruptedException {
    EngineApi api = engine.api();
    engine.staysSilent();
    Throwable[] thrown = new Throwable[1];
    boolean[] interrupted = new boolean[1];
    Thread waiting =
        HostThread.start(
            "waiting",
            () -> {
              try {
                api.ask(EngineRequest.get("/x"));
              } catch (RuntimeException ended) {
                thrown[0] = ended;
                interrupted[0] = Thread.currentThread().isInterrupted();
              }
            });
    Thread.sleep(100);
    waiting.interrupt();
    waiting.join(5_000);
    assertThat(thrown[0]).isInstanceOf(CancellationException.class).hasMessageContaining("GET /x");
    assertThat(interrupted[0]).isTrue();
  }

  @Test
  void anAnswerThatAnotherThreadClosesEnds() throws Exception {
    EngineApi api = engine.api();
    engine.answer("HTTP/1.1 200 OK\r\n\r\n").staysSilent();
    EngineAnswer answer = api.open(EngineRequest.get("/events")).endless();
    Thread closing =
        HostThread.start(
            "closing",
            () -> {
              try {
                Thread.sleep(100);
                answer.close();
              } catch (IOException | InterruptedException lost) {
                throw new IllegalStateException(lost);
              }
            });
    try (InputStream body = answer.body()) {
      assertThatThrownBy(body::read).isInstanceOf(IOException.class);
    }
    closing.join(5_000);
    assertThat(answer.isOpen()).isFalse();
  }

  @Test
  void aDocumentGoesWithItsLengthAndATarInChunks() {
    EngineApi api = engine.api();
    engine.json(200, "{}").json(200, "{}");
    api.ask(EngineRequest.post("/a").query("q", "ä&=").json(EngineJson.object("k", "v")));
    assertThat(engine.requests().get(1))
        .startsWith("POST /v1.41/a?q=%C3%A4%26%3D HTTP/1.1\r\n")
        .contains("Content-Length: 9\r\n")
        .endsWith("\r\n\r\n{\"k\":\"v\"}");
    api.ask(EngineRequest.put("/t").tar(out -> out.write("abc".getBytes())));
    assertThat(engine.requests().get(2)).contains("Transfer-Encoding: chunked\r\n");
  }

  @Test
  void noFileIsLeftOpen() throws IOException {
    EngineApi api = engine.api();
    api = engine.api();
    int before = open(Path.of("/proc/self/fd"));
    for (int i = 0; i < 20; i++) {
      engine.json(i % 2 == 0 ? 200 : 500, "{}");
      try {
        api.ask(REQUEST);
      } catch (DockerException refused) {
        assertThat(refused.status()).isEqualTo(500);
      }
    }
    assertThat(open(Path.of("/proc/self/fd"))).isLessThan(before + 10);
  }

  private static int open(Path fds) throws IOException {
    try (var all = Files.list(fds)) {
      return (int) all.count();
    }
  }
}
