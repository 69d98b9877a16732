package org.cellblock.jupyter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextOutTests {
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final Publisher publisher = new Publisher(this::send);
  private final Environment env =
      new Environment(new Environment.Sockets(null, null, null, publisher, null), null);

  @AfterEach
  void stop() {
    publisher.interrupt();
  }

  private void send(Message<?> message) {
    sent.add(((PublishStream) message.getContent()).getText());
  }

  @Test
  void aCharacterIsNeverCut() throws InterruptedException {
    TextOut out = new TextOut(StreamType.OUT);
    out.attach(env, publisher);
    for (byte b : "é😀".getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      out.write(b);
    }
    publisher.start();
    publisher.drain();
    assertThat(String.join("", sent)).isEqualTo("é😀");
  }

  @Test
  void textThatWaitsGoesOutTogetherAndInOrder() throws InterruptedException {
    publisher.text(env, StreamType.OUT, "a");
    publisher.text(env, StreamType.OUT, "b");
    publisher.text(env, StreamType.ERR, "!");
    publisher.text(env, StreamType.OUT, "c");
    publisher.start();
    publisher.drain();
    assertThat(sent).containsExactly("ab", "!", "c");
  }
}
