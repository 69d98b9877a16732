package org.cellblock.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.nio.channels.ServerSocketChannel;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.List;

/**
 * Loads what Java loads late, while the host's files are in sight.
 *
 * <p>A thread with another root finds neither the JDK's native libraries nor its data files there,
 * and one with a new pid namespace can't start the threads that some libraries want at first use.
 */
public final class WarmUp {

  private static final boolean DONE = HostThread.call(WarmUp::load);

  private WarmUp() {}

  /**
   * Loads it all, once; later calls return at once.
   *
   * @return true
   */
  public static boolean ensure() {
    return DONE;
  }

  private static boolean load() {
    ThreadDoor.shut();
    try (ServerSocketChannel loadsLibnio = ServerSocketChannel.open()) {
      NetworkInterface.getByName("lo");
      new SecureRandom().nextInt();
      ZoneId.systemDefault().getRules();
      SpawnMemory.ATTRIBUTES.address();
      SpawnMemory.strings(List.of("small blocks have a finalizer thread of their own"));
      Posix.ensure();
      InitProgram.path();
      JoinProgram.path();
      Fork.load();
      WriteGuard.load();
      MountGuard.load();
      NullDevice.FD.number();
      MountAt.ensure();
      StrayThreads.ensure();
      return !SyscallException.of("unshare", Arguments.of(), Errno.EPERM).hint().isEmpty()
          && loadsLibnio.isOpen();
    } catch (IOException noSockets) {
      throw new UncheckedIOException(noSockets);
    }
  }
}
