package org.cellblock.jupyter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

class QuestionsTests {
  private static final long PATIENCE_SECONDS = 30;

  private final ZMQ.Context context = ZMQ.context(1);
  private final StdinChannel socket =
      new StdinChannel(context, new HMACGenerator("hmac-sha256", "key"));
  private final ZMQ.Socket frontEnd = context.socket(SocketType.DEALER);
  private final Questions questions = new Questions(socket);
  private final Cell first = new Cell();
  private final Cell second = new Cell();

  QuestionsTests() throws GeneralSecurityException {}

  private static final class Cell implements MessageContext {
    @Override
    public List<byte[]> getIdentities() {
      return List.of("front end".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Override
    public Header<?> getHeader() {
      return new Header<>(MessageType.EXECUTE_REQUEST);
    }
  }

  @BeforeEach
  void open() {
    socket.bind("tcp://127.0.0.1:*");
    frontEnd.setIdentity("front end".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    frontEnd.setReceiveTimeOut((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    frontEnd.connect(socket.getLastEndpoint());
    frontEnd.send("here"); // what is sent to who isn't connected yet is lost
    socket.setReceiveTimeOut((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    assertThat(socket.recvStr()).isEqualTo("front end");
    assertThat(socket.recvStr()).isEqualTo("here");
    questions.start();
  }

  @AfterEach
  void close() {
    questions.interrupt();
  }

  private CompletableFuture<String> ask(MessageContext cell) {
    return CompletableFuture.supplyAsync(() -> questions.ask(cell, "", false));
  }

  @Test
  void whatAThreadOfAnEndedCellAsksIsAtItsEnd() throws Exception {
    CompletableFuture<String> asked = ask(first);
    Thread.sleep(100); // before it or after it: the end comes either way
    questions.withdraw(first);
    assertThat(asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(CellInput.END_OF_INPUT);
  }

  @Test
  void whatAThreadAsksAfterItsCellsEndIsAtItsEnd() throws Exception {
    questions.withdraw(first);
    assertThat(ask(first).get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isEqualTo(CellInput.END_OF_INPUT);
  }

  @Test
  void aReplyThatIsTooDeepForTheReaderEndsItsQuestionOnly() throws Exception {
    CompletableFuture<String> asked = ask(first);
    reply("{\"value\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}");
    assertThat(asked.handle((line, why) -> why).get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isNotNull();
    CompletableFuture<String> next = ask(second);
    reply("{\"value\":\"line\"}");
    assertThat(next.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("line");
  }

  private void reply(String content) throws GeneralSecurityException {
    do {
      frontEnd.recv();
    } while (frontEnd.hasReceiveMore());
    String header =
        "{\"msg_id\":\"1\",\"session\":\"s\",\"username\":\"u\",\"msg_type\":\"input_reply\","
            + "\"version\":\"5.3\",\"date\":\"2026-01-01T00:00:00.000Z\"}";
    byte[][] parts = {bytes(header), bytes("{}"), bytes("{}"), bytes(content)};
    frontEnd.sendMore("<IDS|MSG>");
    frontEnd.sendMore(new HMACGenerator("hmac-sha256", "key").calculateSignature(parts));
    frontEnd.sendMore(parts[0]);
    frontEnd.sendMore(parts[1]);
    frontEnd.sendMore(parts[2]);
    frontEnd.send(parts[3]);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
