package org.cellblock.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import jnr.ffi.Pointer;

/**
 * Native memory of one scan: a path, an answer, a listing. Kept for the next scan, so that a scan
 * allocates nothing for each process that it looks at.
 */
final class ScanMemory {

  static final int LISTING_SIZE = 32 * 1024;

  private static final int PATH = 0;
  private static final int ANSWER = 64;
  static final int ANSWER_SIZE = 256;
  private static final int NAMES = ANSWER + ANSWER_SIZE;
  private static final int NAME_SIZE = 24;
  private static final int DOT_DOT = 960;
  private static final int EMPTY = 1000;
  private static final int LISTING = 1024;

  private static final AtomicReference<ScanMemory> SPARE = new AtomicReference<>();

  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(LISTING + LISTING_SIZE).order(ByteOrder.nativeOrder());
  private final long address = Pointer.wrap(Native.RUNTIME, bytes).address();

  private ScanMemory() {
    Namespace[] kinds = Namespace.values();
    for (Namespace kind : kinds) {
      putName(NAMES + kind.ordinal() * NAME_SIZE, kind.procName());
      putName(NAMES + (kinds.length + kind.ordinal()) * NAME_SIZE, kind.procNameForChildren());
    }
    putName(DOT_DOT, "..");
  }

  /** Takes the memory that the last scan gave back, or new one. */
  static ScanMemory take() {
    ScanMemory spare = SPARE.getAndSet(null);
    return spare == null ? new ScanMemory() : spare;
  }

  void giveBack() {
    SPARE.set(this);
  }

  /** Writes a number and, when there is one, a suffix; returns the address of the path. */
  long path(long number, byte[] suffix) {
    int end = PATH + digits(number);
    long rest = number;
    for (int at = end - 1; at >= PATH; at--) {
      bytes.put(at, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    for (byte each : suffix) {
      bytes.put(end++, each);
    }
    bytes.put(end, (byte) 0);
    return address + PATH;
  }

  /** Returns the address of the name that a kind's link has. */
  long name(Namespace kind) {
    return address + NAMES + (long) kind.ordinal() * NAME_SIZE;
  }

  /** Returns the address of the name of the link that a kind has for children. */
  long nameForChildren(Namespace kind) {
    return name(kind) + (long) Namespace.values().length * NAME_SIZE;
  }

  /** Returns the address of the path {@code ..}. */
  long dotDot() {
    return address + DOT_DOT;
  }

  /** Returns the address of the empty path. */
  long empty() {
    return address + EMPTY;
  }

  long answer() {
    return address + ANSWER;
  }

  int answerByte(int offset) {
    return bytes.get(ANSWER + offset);
  }

  int answerInt(int offset) {
    return bytes.getInt(ANSWER + offset);
  }

  long answerLong(int offset) {
    return bytes.getLong(ANSWER + offset);
  }

  long listing() {
    return address + LISTING;
  }

  int listingByte(int offset) {
    return bytes.get(LISTING + offset);
  }

  int listingShort(int offset) {
    return bytes.getShort(LISTING + offset);
  }

  private void putName(int offset, String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < text.length; i++) {
      bytes.put(offset + i, text[i]);
    }
  }

  private static int digits(long number) {
    int count = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      count++;
    }
    return count;
  }
}
