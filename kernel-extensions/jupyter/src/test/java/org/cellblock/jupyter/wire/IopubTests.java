package org.cellblock.jupyter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

class IopubTests {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 200;

  private final ZMQ.Context context = ZMQ.context(1);
  private final List<ZMQ.Socket> frontEnds = new ArrayList<>();
  private final HMACGenerator signer = new HMACGenerator("hmac-sha256", "key");
  private final Iopub iopub = new Iopub(context, signer);
  private final Thread waiting = new Thread(iopub::awaitSubscriptions, "subscriptions");

  IopubTests() throws IOException, GeneralSecurityException {}

  @BeforeEach
  void open() {
    iopub.bind("tcp://127.0.0.1:*");
    waiting.start();
  }

  @AfterEach
  void close() {
    frontEnds.forEach(ZMQ.Socket::close);
    iopub.close();
    context.close();
  }

  @Test
  void aFrontEndIsWelcomedThoughNothingIsPublished() {
    List<String> welcome = receive(subscribe(""));
    assertThat(welcome.get(0)).isEmpty();
    assertThat(welcome.get(3)).contains("\"msg_type\":\"iopub_welcome\"");
    assertThat(welcome.subList(4, 7)).containsExactly("{}", "{}", "{\"subscription\":\"\"}");
  }

  @Test
  void aWelcomeIsSigned() {
    List<String> welcome = receive(subscribe(""));
    byte[][] signed =
        welcome.subList(3, 7).stream()
            .map(part -> part.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    assertThat(welcome.get(1)).isEqualTo("<IDS|MSG>");
    assertThat(welcome.get(2)).isEqualTo(signer.calculateSignature(signed));
  }

  @Test
  void theSecondFrontEndIsWelcomedAndTheFirstHearsOfIt() {
    ZMQ.Socket first = subscribe("");
    receive(first);
    ZMQ.Socket second = subscribe("");
    assertThat(receive(second).get(6)).isEqualTo("{\"subscription\":\"\"}");
    assertThat(receive(first).get(6)).isEqualTo("{\"subscription\":\"\"}");
  }

  @Test
  void theWelcomeToATopicBeginsWithIt() {
    List<String> welcome = receive(subscribe("kernel.\"ü\""));
    assertThat(welcome.get(0)).isEqualTo("kernel.\"ü\"");
    assertThat(welcome.get(6)).isEqualTo("{\"subscription\":\"kernel.\\\"ü\\\"\"}");
  }

  @Test
  void aTopicThatIsNotUtf8IsNotWelcomed() {
    ZMQ.Socket frontEnd = subscribe(new byte[] {(byte) 0xff});
    frontEnd.subscribe("next");
    assertThat(receive(frontEnd).get(0)).isEqualTo("next");
  }

  @Test
  void anEndedSubscriptionIsNotWelcomed() {
    ZMQ.Socket frontEnd = subscribe("");
    receive(frontEnd);
    frontEnd.subscribe("other");
    receive(frontEnd);
    frontEnd.unsubscribe("other");
    frontEnd.setReceiveTimeOut(SILENCE_MILLIS);
    assertThat(frontEnd.recv()).isNull();
  }

  @Test
  void aFrontEndIsWelcomedWhileMuchIsPublished() {
    for (int round = 0; round < 20; round++) {
      ZMQ.Socket frontEnd = subscribe("");
      List<String> heard = new ArrayList<>();
      while (!heard.contains("{\"subscription\":\"\"}")) {
        iopub.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.BUSY));
        heard = receive(frontEnd);
      }
    }
  }

  @Test
  void theWaitingThreadEndsWithTheSocket() throws InterruptedException {
    receive(subscribe(""));
    frontEnds.remove(0).close();
    iopub.close();
    waiting.join(PATIENCE_MILLIS);
    assertThat(waiting.isAlive()).isFalse();
  }

  private ZMQ.Socket subscribe(String topic) {
    return subscribe(topic.getBytes(StandardCharsets.UTF_8));
  }

  private ZMQ.Socket subscribe(byte[] topic) {
    ZMQ.Socket frontEnd = context.socket(SocketType.SUB);
    frontEnds.add(frontEnd);
    frontEnd.setReceiveTimeOut(PATIENCE_MILLIS);
    frontEnd.subscribe(topic);
    frontEnd.connect(iopub.getLastEndpoint());
    return frontEnd;
  }

  private static List<String> receive(ZMQ.Socket frontEnd) {
    List<String> parts = new ArrayList<>(List.of(frontEnd.recvStr()));
    while (frontEnd.hasReceiveMore()) {
      parts.add(frontEnd.recvStr());
    }
    return parts;
  }
}
