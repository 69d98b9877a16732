package org.cellblock.jupyter.wire;

import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.KernelTimestamp;
import org.dflib.jjava.jupyter.messages.Message;

/**
 * Dates messages to the millisecond: front ends show how long a cell took from these dates, and the
 * base library's stop at minutes. Its version of the protocol is an older one, too.
 */
final class Dated {
  /** The version of the messaging protocol that is spoken: 5.5 brought the welcome on iopub. */
  static final String PROTOCOL = "5.5";

  private Dated() {}

  static Message<?> of(Message<?> message) {
    return dated(message);
  }

  private static <T> Message<T> dated(Message<T> message) {
    Header<T> header = message.getHeader();
    Header<T> dated =
        new Header<>(
            header.getId(),
            header.getUsername(),
            header.getSessionId(),
            new KernelTimestamp(header.getTimestamp().getDate().toInstant().toString()),
            header.getType(),
            PROTOCOL);
    return new Message<>(
        message.getIdentities(),
        dated,
        message.getParentHeader(),
        message.getMetadata(),
        message.getContent(),
        message.getBlobs());
  }
}
