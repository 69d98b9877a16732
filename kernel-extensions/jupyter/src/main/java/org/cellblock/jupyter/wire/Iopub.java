package org.cellblock.jupyter.wire;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The iopub socket: an XPUB one, which hears of each subscription and welcomes it, so that a front
 * end knows from when on it misses nothing.
 *
 * <p>ZeroMQ's sockets are for one thread at a time: the one that publishes and the one that waits
 * for subscriptions meet in this object's monitor. The latter blocks on the socket's descriptor,
 * which needs no monitor.
 */
final class Iopub extends JupyterSocket {
  private static final byte SUBSCRIBE = 1;
  private static final byte[] IDENTITIES_END = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);

  private final Selector selector = Selector.open();
  private final String session = UUID.randomUUID().toString();
  private boolean inMessage;

  Iopub(ZMQ.Context context, HMACGenerator signer) throws IOException {
    super(context, SocketType.XPUB, signer, LoggerFactory.getLogger(Iopub.class));
    setXpubVerbose(true); // else the second front end's subscription would be no news
  }

  @Override
  public void bind(KernelConnectionProperties properties) {
    bind(formatAddress(properties.getTransport(), properties.getIp(), properties.getIopubPort()));
  }

  @Override
  public synchronized void sendMessage(Message<?> message) {
    if (closed) {
      return; // nobody hears what the learner's threads still show
    }
    super.sendMessage(message);
    welcome(); // sending takes up what has come meanwhile, and its signal
  }

  /** Sends a frame; before a message's first one, whoever has come is welcomed. */
  @Override
  public synchronized boolean send(byte[] frame, int flags) {
    if (!inMessage) {
      welcome();
    }
    inMessage = (flags & ZMQ.SNDMORE) != 0;
    return super.send(frame, flags);
  }

  @Override
  public synchronized void close() {
    super.close();
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Welcomes subscriptions as they come, until the socket is closed. */
  void awaitSubscriptions() {
    try {
      getFD().register(selector, SelectionKey.OP_READ);
      while (true) {
        welcome();
        selector.select();
        selector.selectedKeys().clear();
      }
    } catch (ClosedSelectorException e) {
      return; // the kernel is shutting down
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void welcome() {
    byte[] event;
    while (!closed && (event = recv(ZMQ.DONTWAIT)) != null) {
      if (event.length > 0 && event[0] == SUBSCRIBE) {
        welcome(Arrays.copyOfRange(event, 1, event.length));
      }
    }
  }

  private void welcome(byte[] topic) {
    try {
      JsonObject content = new JsonObject();
      ByteBuffer text = ByteBuffer.wrap(topic);
      content.addProperty("subscription", StandardCharsets.UTF_8.newDecoder().decode(text) + "");
      super.send(topic, ZMQ.SNDMORE);
      send(header(), new JsonObject(), new JsonObject(), content);
    } catch (CharacterCodingException e) {
      return; // the protocol: ignore topics that aren't UTF-8
    }
  }

  /** The base library's messages are of the types that it knows, and this one it doesn't. */
  private void send(JsonObject... dictionaries) {
    byte[][] parts =
        Arrays.stream(dictionaries)
            .map(each -> each.toString().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    super.send(IDENTITIES_END, ZMQ.SNDMORE);
    super.send(
        hmacGenerator.calculateSignature(parts).getBytes(StandardCharsets.US_ASCII), ZMQ.SNDMORE);
    for (int i = 0; i < parts.length; i++) {
      super.send(parts[i], i < parts.length - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  private JsonObject header() {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", UUID.randomUUID().toString());
    header.addProperty("session", session);
    header.addProperty("username", Header.KERNEL_USERNAME);
    header.addProperty("date", Instant.now().toString());
    header.addProperty("msg_type", "iopub_welcome");
    header.addProperty("version", Dated.PROTOCOL);
    return header;
  }
}
