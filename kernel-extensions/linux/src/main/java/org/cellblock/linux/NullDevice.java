package org.cellblock.linux;

/** The host's {@code /dev/null}: an empty stdin, also in roots that have no /dev. */
public final class NullDevice {

  private static final String PATH = "/dev/null";
  private static final int O_WRONLY = 1;

  /** The device, open for reading; not to be closed. */
  public static final Fd FD = Fd.openForReading(PATH);

  private NullDevice() {}

  /**
   * Opens the device for writing, on a thread of the host.
   *
   * @return its descriptor, to be closed
   */
  public static Fd openForWriting() {
    return Fd.open(PATH, O_WRONLY);
  }
}
