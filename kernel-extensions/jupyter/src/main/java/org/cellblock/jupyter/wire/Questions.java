package org.cellblock.jupyter.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import zmq.ZMQ;
import zmq.poll.PollItem;

/** The thread that owns the stdin socket: asks the front end, and gives up when the cell does. */
final class Questions extends Thread {
  /**
   * How often an open question looks whether its cell has been interrupted; answers come at once.
   */
  private static final long GIVE_UP_CHECK_MILLIS = 200;

  private final StdinChannel socket;
  private final LinkedBlockingQueue<Question> open = new LinkedBlockingQueue<>();

  private final Set<Question> unanswered = ConcurrentHashMap.newKeySet();
  private volatile MessageContext ended;

  private record Question(Message<InputRequest> request, CompletableFuture<String> answer) {}

  Questions(StdinChannel socket) {
    super("stdin");
    this.socket = socket;
    setDaemon(true);
  }

  /**
   * Asks for a line of input and waits for it.
   *
   * @return the line, as typed
   * @throws CancellationException when the calling thread is interrupted
   */
  String ask(MessageContext parent, String prompt, boolean isPassword) {
    InputRequest content = new InputRequest(prompt, isPassword);
    Question question =
        new Question(
            new Message<>(parent, InputRequest.MESSAGE_TYPE, content), new CompletableFuture<>());
    unanswered.add(question);
    open.add(question);
    if (parent == ended) {
      withdraw(parent);
    }
    try {
      return question.answer.get();
    } catch (InterruptedException e) {
      question.answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for input");
    } catch (ExecutionException e) {
      throw new IllegalStateException("can't ask for input: " + e.getCause(), e.getCause());
    } finally {
      unanswered.remove(question);
    }
  }

  /**
   * Answers what threads of a cell that has ended still ask with the end of input: no front end
   * does, and the next cell's questions would wait behind theirs.
   */
  void withdraw(MessageContext parent) {
    ended = parent;
    unanswered.forEach(question -> question.answer.complete(CellInput.END_OF_INPUT));
  }

  @Override
  public void run() {
    try (Selector selector = Selector.open()) {
      while (true) {
        Question question = open.take();
        try {
          answer(question, selector);
        } catch (RuntimeException | Error e) { // whoever asks next needs this thread
          question.answer.completeExceptionally(e);
        }
      }
    } catch (InterruptedException e) {
      interrupt(); // the kernel is shutting down
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(Question question, Selector selector) {
    if (question.answer.isDone()) {
      return;
    }
    socket.sendMessage(question.request);
    PollItem[] items = {new PollItem(socket.base(), ZMQ.ZMQ_POLLIN)};
    while (!question.answer.isDone()) {
      if (ZMQ.poll(selector, items, 1, GIVE_UP_CHECK_MILLIS) > 0) {
        Message<?> message = socket.readMessage();
        if (isAnswer(message, question.request)) {
          question.answer.complete(((InputReply) message.getContent()).getValue());
        }
      }
    }
  }

  private static boolean isAnswer(Message<?> message, Message<InputRequest> request) {
    return message.getContent() instanceof InputReply
        && (!message.hasParentHeader()
            || message.getParentHeader().getId().equals(request.getHeader().getId()));
  }
}
