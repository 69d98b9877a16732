package org.cellblock.linux;

/**
 * What a kind's link said last. Mostly the next says the same, and two comparisons tell: no digit
 * is looked at again.
 */
final class LastLink {

  /** A link's text is at most 19 bytes long; from here, two longs cover what can differ. */
  private static final int FROM = 3;

  private final Namespace kind;
  private int length;
  private long first;
  private long last;
  private long inode;

  LastLink(Namespace kind) {
    this.kind = kind;
  }

  /** Returns the number in brackets of the answer in memory. */
  long inode(ScanMemory memory, int answerLength) {
    long answerFirst = memory.answerLong(FROM);
    long answerLast = memory.answerLong(answerLength - Long.BYTES);
    if (answerLast != last || answerFirst != first || answerLength != length) {
      inode = LinkText.inode(memory, answerLength, kind);
      length = answerLength;
      first = answerFirst;
      last = answerLast;
    }
    return inode;
  }
}
