package org.cellblock.linux;

import java.nio.charset.StandardCharsets;

/** Reads {@code net:[4026531840]} out of a scan's memory. */
final class LinkText {

  private static final Namespace[] KINDS = Namespace.values();
  private static final byte[][] STARTS = new byte[KINDS.length][];

  static {
    for (Namespace kind : KINDS) {
      STARTS[kind.ordinal()] = (kind.procName() + ":[").getBytes(StandardCharsets.US_ASCII);
    }
  }

  private LinkText() {}

  /** Returns the kind of namespace that an answer of this length names, or null for none. */
  static Namespace kind(ScanMemory memory, int length) {
    if (length == 0 || memory.answerByte(length - 1) != ']') {
      return null;
    }
    for (Namespace kind : KINDS) {
      if (startsWith(memory, length, STARTS[kind.ordinal()])) {
        return kind;
      }
    }
    return null;
  }

  /** Returns the number in brackets of an answer that names a namespace of this kind. */
  static long inode(ScanMemory memory, int length, Namespace kind) {
    long inode = 0;
    for (int at = STARTS[kind.ordinal()].length; at < length - 1; at++) {
      inode = 10 * inode + (memory.answerByte(at) - '0');
    }
    return inode;
  }

  private static boolean startsWith(ScanMemory memory, int length, byte[] start) {
    if (length <= start.length) {
      return false;
    }
    for (int at = 0; at < start.length; at++) {
      if (memory.answerByte(at) != start[at]) {
        return false;
      }
    }
    return true;
  }
}
