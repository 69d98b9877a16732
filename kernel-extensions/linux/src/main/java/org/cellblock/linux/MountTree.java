package org.cellblock.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Mounts that are in no mount namespace: made by one cell's thread, ahead of the need, and moved by
 * another into its own. Until then nobody sees them, and they end with this process.
 *
 * <p>Used by one thread at a time, and moved once.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/open_tree.2.html">open_tree(2)</a>
 */
public final class MountTree implements AutoCloseable {

  private static final int AT_FDCWD = -100;
  private static final long OPEN_TREE_CLONE = 1;
  private static final long AT_RECURSIVE = 0x8000;
  private static final long MOVE_MOUNT_F_EMPTY_PATH = 4;

  private final Fd fd;
  private final Set<String> devices;
  private final List<Supplier<TracedCall>> calls;

  private MountTree(Fd fd, Set<String> devices, List<Supplier<TracedCall>> calls) {
    this.fd = fd;
    this.devices = devices;
    this.calls = calls;
  }

  /**
   * Makes mounts on the calling cell's thread, and a copy of them that is in no namespace. Kernel
   * 5.2 and later.
   *
   * @param making makes them, and returns the topmost mount point
   * @return the copy, to be closed
   * @throws SyscallException refused outside a cell, and while it shares MOUNT with the host;
   *     ENOSYS on an older kernel; EPERM without {@code CAP_SYS_ADMIN}
   */
  public static MountTree of(Supplier<Path> making) {
    Given.notNull(making, "making", "what mounts, and returns where");
    Arguments arguments = Arguments.of("flags", "OPEN_TREE_CLONE|AT_RECURSIVE");
    CellThread maker = Guard.owner(Namespace.MOUNT, "open_tree", arguments);
    int before = maker.calls().size();
    String top = making.get().toString();
    long flags = OPEN_TREE_CLONE | AT_RECURSIVE | Fd.O_CLOEXEC;
    long number =
        Syscall.run(
            "open_tree",
            Arguments.of("path", top, "flags", "OPEN_TREE_CLONE|AT_RECURSIVE"),
            () ->
                Native.LIBC.syscall(SyscallNumber.OPEN_TREE.number(), (long) AT_FDCWD, top, flags));
    List<Supplier<TracedCall>> calls = new ArrayList<>();
    List<Supplier<TracedCall>> all = maker.calls();
    for (Supplier<TracedCall> call : all.subList(before, all.size())) {
      calls.add(() -> call.get().by("ahead"));
    }
    return new MountTree(new Fd((int) number), Owned.of(maker).fileSystems(), calls);
  }

  /**
   * Moves the mounts into the calling cell's own namespace; its trace has the calls that made them.
   *
   * @param target where the topmost is to be seen
   * @throws SyscallException refused while the cell shares MOUNT with the host; else what
   *     move_mount(2) lists
   * @see <a href="https://man7.org/linux/man-pages/man2/move_mount.2.html">move_mount(2)</a>
   */
  public void moveTo(Path target) {
    String to = Given.notNull(target, "target", "a directory").toString();
    Arguments arguments = Arguments.of("to", to, "flags", "MOVE_MOUNT_F_EMPTY_PATH");
    CellThread cell = Guard.owner(Namespace.MOUNT, "move_mount", arguments);
    calls.forEach(cell::record);
    Syscall.run(
        "move_mount",
        arguments,
        () ->
            Native.LIBC.syscall(
                SyscallNumber.MOVE_MOUNT.number(),
                (long) fd.number(),
                "",
                (long) AT_FDCWD,
                to,
                MOVE_MOUNT_F_EMPTY_PATH));
    devices.forEach(Owned.of(cell)::mounted);
  }

  /** Ends the mounts, unless they were moved. */
  @Override
  public void close() {
    fd.close();
  }
}
