package org.cellblock.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The user namespace of this process, which is that of all its threads, cells included.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>
 */
public final class UserNamespace {

  private static final String ALL_USERS = "0 0 4294967295";

  private UserNamespace() {}

  /**
   * Returns which user ids inside are which outside.
   *
   * @return {@code /proc/self/uid_map}: first id inside, first id outside and number of ids, with
   *     one blank between, a line for each range
   */
  public static String uidMap() {
    String map = ask(() -> Files.readString(Path.of("/proc/self/uid_map")));
    return map.strip().replaceAll(" +", " ").replace("\n ", "\n");
  }

  /** Says whether every user id is the same inside and outside, as in the first user namespace. */
  public static boolean mapsAllUsers() {
    return uidMap().equals(ALL_USERS);
  }

  /** Says whether this process is root over all users, not over those of a namespace alone. */
  public static boolean isRootOfAllUsers() {
    return mapsAllUsers()
        && ask(() -> Files.getAttribute(Path.of("/proc/self"), "unix:uid")).equals(0);
  }

  private static <T> T ask(Work<T, IOException> work) {
    try {
      return HostThread.call(work);
    } catch (IOException noProc) {
      throw new UncheckedIOException(noProc);
    }
  }
}
