package org.cellblock.containers.lxc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.cellblock.containers.place.InstalledProgram;
import org.cellblock.linux.HostThread;

/** Where LXC's package lies. */
final class LxcHome {

  private static final Path ROOT = Path.of("/");

  private LxcHome() {}

  /** Returns {@code /}, also without LXC, or the directory that the package was unpacked in. */
  static Path prefix() {
    Path program;
    try {
      program = InstalledProgram.find("lxc-start");
    } catch (IllegalStateException absent) {
      return ROOT; // the start will say so
    }
    return HostThread.call(() -> above(program));
  }

  private static Path above(Path program) {
    try {
      Path usr = program.toRealPath().getParent().getParent();
      return usr.endsWith("usr") ? usr.getParent() : ROOT;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
