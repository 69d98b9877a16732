package org.cellblock.jupyter.wire;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.cellblock.jupyter.engine.Log;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The five sockets, each with a thread that blocks until something comes: no polling by the clock.
 */
final class Connection extends JupyterConnection {
  private static final long LAST_WORDS_MILLIS = 500;

  private final KernelConnectionProperties properties;
  private final ZMQ.Context context = ZMQ.context(1); // the base library keeps its own to itself
  private final Iopub xpub;
  private final Publisher publisher;
  private final Questions questions;
  private volatile boolean closing;
  private final CountDownLatch end = new CountDownLatch(1);

  Connection(KernelConnectionProperties properties) throws IOException, GeneralSecurityException {
    super(properties);
    this.properties = properties;
    this.xpub = new Iopub(context, properties.createHMACGenerator());
    this.publisher = new Publisher(message -> xpub.sendMessage(Dated.of(message)));
    this.questions = new Questions(stdin);
  }

  Publisher publisher() {
    return publisher;
  }

  @Override
  public void connect() {
    bind(heartbeat, properties.getHbPort());
    bind(control, properties.getControlPort());
    bind(stdin, properties.getStdinPort());
    xpub.bind(properties);
    bind(shell, properties.getShellPort());
    publisher.publish(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    publisher.start();
    questions.start();
    start("subscriptions", xpub::awaitSubscriptions);
    start("heartbeat", this::echo);
    start("control", () -> answer(control));
    start("shell", () -> answer(shell));
  }

  @Override
  public ShellReplyEnvironment prepareReplyEnv(ShellChannel socket, MessageContext request) {
    return new Environment(
        new Environment.Sockets(socket, stdin, xpub, publisher, questions), request);
  }

  /** The socket that publishes; the base library's own is of a kind that can't welcome. */
  Iopub iopub() {
    return xpub;
  }

  /** Waits until all that was published has gone out. */
  void publishAll() {
    try {
      publisher.drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException stuck) { // the reply goes out by another socket
      Log.warn("what a cell showed is lost", stuck);
    }
  }

  ShellChannel shellChannel() {
    return shell;
  }

  /** Takes the requests that already wait on the shell socket. For the shell thread only. */
  List<Message<?>> takeWaiting() {
    List<Message<?>> waiting = new ArrayList<>();
    while ((shell.getEvents() & zmq.ZMQ.ZMQ_POLLIN) != 0) {
      carefully(() -> waiting.add(shell.readMessage()));
    }
    return waiting;
  }

  /** Handles a request read by {@link #takeWaiting()}. */
  void handle(Message<?> message) {
    carefully(() -> handle(shell, message));
  }

  /** Lets a bad request do no harm to those that wait behind it. */
  private static void carefully(Runnable work) {
    try {
      work.run();
    } catch (ZMQException e) {
      throw e; // the sockets are being closed
    } catch (RuntimeException | Error e) {
      warn(e);
    }
  }

  /** The request is forged, not of the protocol, or nested too deep for the compiler. */
  private static void warn(Throwable why) {
    Log.warn("a request could not be answered", why);
  }

  @Override
  public void waitUntilClose() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what is queued, for half a second at most, and lets {@link #waitUntilClose()} go. */
  @Override
  public void close() {
    Thread closer = new Thread(this::closeSockets, "closer");
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end.countDown();
  }

  private void closeSockets() {
    publishAll();
    closing = true;
    xpub.close();
    super.close();
    context.close();
  }

  private void bind(JupyterSocket socket, int port) {
    socket.bind(properties.getTransport() + "://" + properties.getIp() + ":" + port);
  }

  private static void start(String name, Runnable loop) {
    Thread thread = new Thread(loop, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void echo() {
    while (end.getCount() > 0) {
      byte[] beat = read(heartbeat::recv);
      if (beat == null) {
        return;
      }
      heartbeat.send(beat);
    }
  }

  /** Reads from a socket; null when it is closed meanwhile, which JeroMQ tells in many ways. */
  private <T> T read(Supplier<T> socket) {
    try {
      return socket.get();
    } catch (RuntimeException | AssertionError e) {
      if (closing) {
        return null;
      }
      throw e;
    }
  }

  private void answer(ShellChannel socket) {
    while (end.getCount() > 0) {
      try {
        Message<?> message = read(socket::readMessage);
        if (message == null) {
          return;
        }
        handle(socket, message);
      } catch (ZMQException e) {
        return; // the sockets are being closed
      } catch (RuntimeException | Error e) {
        warn(e);
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void handle(ShellChannel socket, Message<?> message) {
    ShellHandler handler = getHandler(message.getHeader().getType());
    if (handler == null) {
      return; // the protocol: ignore what you don't know
    }
    ShellReplyEnvironment env = prepareReplyEnv(socket, message);
    try {
      handler.handle(env, message);
    } finally {
      env.resolveDeferrals();
    }
    if (env.isMarkedForShutdown()) {
      close();
    }
  }
}
