package org.cellblock.jupyter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for the thread that publishes waits not for ever. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublisherTests {
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private Publisher publisher;

  @AfterEach
  void stop() {
    publisher.interrupt();
  }

  private void publish(Consumer<Message<?>> socket, Duration limit, String... texts) {
    publisher = new Publisher(socket, limit);
    publisher.start();
    for (String text : texts) {
      publisher.text(
          new Environment(new Environment.Sockets(null, null, null, publisher, null), null),
          StreamType.OUT,
          text);
    }
  }

  private void send(Message<?> message) {
    String text = ((PublishStream) message.getContent()).getText();
    if (text.equals("too much")) {
      throw new OutOfMemoryError("on purpose");
    }
    sent.add(text);
  }

  @Test
  void aMessageThatCanNotBeSentKeepsNoOtherBack() throws InterruptedException {
    publish(this::send, Duration.ofMinutes(1), "too much", "after");
    publisher.drain();
    assertThat(sent).containsExactly("after");
  }

  @Test
  void aSocketThatHangsIsNamed() {
    CountDownLatch never = new CountDownLatch(1);
    publish(message -> awaitUninterrupted(never), Duration.ofMillis(50), "text");
    assertThatThrownBy(publisher::drain)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the thread [iopub], with 1 to publish: not done within 0 s; restart the notebook"
                + " kernel");
  }

  @Test
  void aThreadThatHasEndedIsNamedAtOnce() throws InterruptedException {
    publish(this::send, Duration.ofMinutes(10));
    publisher.interrupt();
    publisher.join();
    publisher.publish(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.BUSY));
    assertThatThrownBy(publisher::drain).hasMessageStartingWith("the thread [iopub]");
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
