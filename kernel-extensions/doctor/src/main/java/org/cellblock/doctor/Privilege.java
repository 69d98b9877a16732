package org.cellblock.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.linux.UserNamespace;

/**
 * What this process may do.
 *
 * @param uid the effective user id, as its user namespace sees it
 * @param ownUserNamespace whether that isn't the machine's first user namespace
 * @param sysAdmin whether it has CAP_SYS_ADMIN there
 * @see <a href="https://man7.org/linux/man-pages/man7/capabilities.7.html">capabilities(7)</a>
 */
record Privilege(long uid, boolean ownUserNamespace, boolean sysAdmin) {

  private static final int CAP_SYS_ADMIN = 21;
  private static final int EFFECTIVE = 1;

  /** Reads what the kernel says of this process. */
  static Privilege ofThisProcess() {
    try {
      String status = Files.readString(Path.of("/proc/self/status"));
      return of(status, UserNamespace.mapsAllUsers());
    } catch (IOException noProc) {
      throw new UncheckedIOException("read what this process may do", noProc);
    }
  }

  /** Reads the text of {@code /proc/PID/status}. */
  static Privilege of(String status, boolean mapsAllUsers) {
    long uid = Long.parseLong(values(status, "Uid")[EFFECTIVE]);
    long capabilities = Long.parseUnsignedLong(values(status, "CapEff")[0], 16);
    return new Privilege(uid, !mapsAllUsers, (capabilities >> CAP_SYS_ADMIN & 1) == 1);
  }

  /** Returns {@code root}, {@code rootless} (root in a user namespace), or {@code none}. */
  String mode() {
    if (!sysAdmin) {
      return "none";
    }
    return ownUserNamespace ? "rootless" : "root";
  }

  private static String[] values(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key + ":"))
        .map(line -> line.substring(key.length() + 1).strip().split("\\s+"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("status without " + key + ": " + status));
  }
}
