package org.cellblock.procfs.cinf;

import java.util.function.ToLongFunction;
import org.cellblock.linux.Fd;

/**
 * A number that is read again and again from one file, which stays open.
 *
 * <p>A hundred bytes a read and nothing allocated: a monitor must not be what it measures.
 */
final class Gauge implements AutoCloseable {

  private static final int ENOUGH = 512;

  private final String source;
  private final Fd fd;
  private final ToLongFunction<StatText> number;
  private final StatText text = new StatText(ENOUGH);

  private Gauge(String source, Fd fd, ToLongFunction<StatText> number) {
    this.source = source;
    this.fd = fd;
    this.number = number;
  }

  /**
   * Opens a gauge.
   *
   * @param file what to read
   * @param what names the number within the file; empty for one that holds nothing else
   * @param number finds the number in the file's text
   */
  static Gauge open(String file, String what, ToLongFunction<StatText> number) {
    String source = what.isEmpty() ? file : file + " (" + what + ")";
    return new Gauge(source, Fd.openForReading(file), number);
  }

  /** Returns the file, and which number in it. */
  String source() {
    return source;
  }

  /** Reads the number; -1 when what the file describes is gone. */
  long read() {
    return text.readAgain(fd) ? number.applyAsLong(text) : -1;
  }

  @Override
  public void close() {
    fd.close();
  }
}
