package org.cellblock.linux;

import java.io.IOException;
import java.io.InputStream;

/** What is read comes from a file descriptor; where the kernel refuses, an IOException says so. */
final class FdInput extends InputStream {

  private final Fd fd;

  FdInput(Fd fd) {
    this.fd = fd;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    byte[] chunk = new byte[count];
    try {
      int got = fd.read(chunk);
      if (got > 0) {
        System.arraycopy(chunk, 0, bytes, offset, got);
      }
      return got;
    } catch (SyscallException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
