package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * The loopback device of a network namespace, which is down when the namespace is new.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</a>
 */
public final class Loopback {

  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 02000000;
  private static final long SIOCSIFFLAGS = 0x8914;
  private static final short IFF_UP = 1;
  private static final int SIZE_OF_IFREQ = 40;
  private static final int OFFSET_OF_FLAGS = 16;

  /** The kernel only reads it. */
  private static final Pointer REQUEST = request();

  private Loopback() {}

  /**
   * Brings {@code lo} up in the calling thread's network namespace.
   *
   * @throws SyscallException refused when the cell still shares NETWORK with the host; EPERM
   *     without {@code CAP_NET_ADMIN}
   */
  public static void up() {
    Arguments arguments = Arguments.of("request", "SIOCSIFFLAGS", "name", "lo", "flags", "IFF_UP");
    Guard.owner(Namespace.NETWORK, "ioctl", arguments);
    long number = Native.LIBC.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    try (Fd socket = new Fd((int) Syscall.check("socket", Arguments.of(), number))) {
      Syscall.run(
          "ioctl", arguments, () -> Native.LIBC.ioctl(socket.number(), SIOCSIFFLAGS, REQUEST));
    }
  }

  private static Pointer request() {
    Pointer request = Memory.allocateDirect(Native.RUNTIME, SIZE_OF_IFREQ, true);
    byte[] name = "lo".getBytes(StandardCharsets.US_ASCII);
    request.put(0, name, 0, name.length);
    request.putShort(OFFSET_OF_FLAGS, IFF_UP);
    return request;
  }
}
