package org.cellblock.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** What is written goes to a file descriptor; where the kernel refuses, an IOException says so. */
final class FdOutput extends OutputStream {

  private final Fd fd;

  FdOutput(Fd fd) {
    this.fd = fd;
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    try {
      fd.write(Arrays.copyOfRange(bytes, offset, offset + count));
    } catch (SyscallException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
