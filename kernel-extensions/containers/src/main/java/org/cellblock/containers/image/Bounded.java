package org.cellblock.containers.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that counts its bytes and refuses, as they come, what is too much. */
final class Bounded extends FilterInputStream {

  /** Throws when a count is too high. */
  interface Check {
    void accept(long count);
  }

  private final Check check;
  private long count;

  Bounded(InputStream in, Check check) {
    super(in);
    this.check = check;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    add(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int got = super.read(bytes, offset, length);
    add(Math.max(got, 0));
    return got;
  }

  @Override
  public long skip(long wanted) throws IOException {
    byte[] passed = new byte[(int) Math.min(wanted, 8 * 1024)];
    return Math.max(read(passed, 0, passed.length), 0); // read, so that a digest sees it
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void add(long more) {
    count += more;
    check.accept(count);
  }
}
