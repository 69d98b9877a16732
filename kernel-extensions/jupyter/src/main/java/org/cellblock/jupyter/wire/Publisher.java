package org.cellblock.jupyter.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.cellblock.jupyter.engine.Log;
import org.cellblock.jupyter.engine.Patience;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * The one thread that writes to the iopub socket, in order; text that comes fast goes out together.
 *
 * <p>The learner's threads only queue: were one of them interrupted while it writes to a socket,
 * NIO would close the channel.
 */
final class Publisher extends Thread {
  private static final int FULL = 1 << 16;
  private static final long PAUSE_MILLIS = 20;

  /** For one message; the socket never waits for a front end. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Consumer<Message<?>> socket;
  private final Duration limit;
  private final Deque<Item> items = new ArrayDeque<>();
  private int queuedChars;
  private int unsent;
  private long sent;
  private long lastText;
  private boolean draining;

  private sealed interface Item {
    record Whole(Message<?> message) implements Item {}

    record Text(ShellReplyEnvironment env, StreamType kind, StringBuilder text) implements Item {}
  }

  Publisher(Consumer<Message<?>> socket) {
    this(socket, LIMIT);
  }

  Publisher(Consumer<Message<?>> socket, Duration limit) {
    super("iopub");
    this.socket = socket;
    this.limit = limit;
    setDaemon(true);
  }

  /** Queues a message behind all that was queued before. */
  synchronized void publish(Message<?> message) {
    items.add(new Item.Whole(message));
    unsent++;
    notifyAll();
  }

  /** Queues text of one of the two output streams; waits while far too much is queued. */
  synchronized void text(ShellReplyEnvironment env, StreamType kind, String text) {
    awaitRoom();
    queuedChars += text.length();
    if (items.peekLast() instanceof Item.Text last && last.env == env && last.kind == kind) {
      last.text.append(text);
    } else {
      items.add(new Item.Text(env, kind, new StringBuilder(text)));
      unsent++;
    }
    notifyAll();
  }

  /** Waits until all that was queued has gone out. */
  synchronized void drain() throws InterruptedException {
    draining = true;
    notifyAll();
    try {
      while (unsent > 0) {
        awaitOne();
      }
    } finally {
      draining = false;
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        Item next = take();
        try {
          send(next);
        } catch (RuntimeException | Error lost) { // but not those that follow
          Log.warn("what a cell showed is lost", lost);
        } finally {
          sent(); // or who waits for the last one would wait for ever
        }
      }
    } catch (InterruptedException e) {
      interrupt(); // the kernel is shutting down
    }
  }

  private void awaitRoom() {
    try {
      while (queuedChars > FULL && currentThread() != this) {
        awaitOne();
      }
    } catch (InterruptedException e) {
      currentThread().interrupt(); // the writer is being stopped: let its last words through
    }
  }

  /** Waits until one more has gone out. */
  private void awaitOne() throws InterruptedException {
    long before = sent;
    long end = System.nanoTime() + limit.toNanos();
    while (sent == before) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0 || getState() == State.TERMINATED) {
        throw Patience.late(
            "the thread [%s], with %d to publish".formatted(getName(), unsent), limit);
      }
      wait(left);
    }
  }

  private synchronized Item take() throws InterruptedException {
    while (items.isEmpty()) {
      wait();
    }
    long due = lastText + PAUSE_MILLIS;
    long left = due - System.nanoTime() / 1_000_000;
    while (items.size() == 1
        && items.peek() instanceof Item.Text text
        && text.text.length() < FULL / 4
        && left > 0
        && !draining) {
      wait(left);
      left = due - System.nanoTime() / 1_000_000;
    }
    return items.poll();
  }

  private void send(Item item) {
    if (item instanceof Item.Whole whole) {
      sendOrSayWhyNot(whole.message);
    } else if (item instanceof Item.Text text) {
      PublishStream content = new PublishStream(text.kind, text.text.toString());
      socket.accept(new Message<>(text.env.getContext(), content.getType(), content));
    }
  }

  /** A learner's value may be one that JSON hasn't, such as NaN or one that holds itself. */
  private void sendOrSayWhyNot(Message<?> message) {
    try {
      socket.accept(message);
    } catch (RuntimeException | StackOverflowError unwritable) {
      Log.warn("a message could not be published", unwritable);
      PublishStream words =
          new PublishStream(StreamType.ERR, "note: this can't be shown: " + unwritable + "\n");
      socket.accept(
          new Message<>(
              message.getIdentities(),
              new Header<>(words.getType()),
              message.getParentHeader(),
              null,
              words,
              null));
    }
  }

  private synchronized void sent() {
    unsent--;
    sent++;
    if (items.isEmpty() || !(items.peek() instanceof Item.Text)) {
      lastText = System.nanoTime() / 1_000_000;
    }
    queuedChars = 0;
    for (Item item : items) {
      queuedChars += item instanceof Item.Text text ? text.text.length() : 0;
    }
    notifyAll();
  }
}
