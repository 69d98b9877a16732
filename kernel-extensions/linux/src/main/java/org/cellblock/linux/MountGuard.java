package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells mounts, which belong to a namespace, from superblocks, which all see who have the file
 * system mounted: a remount, a forced unmount or an option may reach those.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/mount.2.html">mount(2)</a>
 */
final class MountGuard {

  /** Each mount is a file system of its own. */
  private static final Set<String> NEW =
      Set.of("tmpfs", "ramfs", "overlay", "devpts", "bpf", "hugetlbfs");

  /** A mount shows what is there; only without options is that all it does. */
  private static final Set<String> VIEWS = Set.of("proc", "sysfs", "mqueue");

  private static final Set<String> HIERARCHIES = Set.of("cgroup", "cgroup2");

  /** Modules that bring the machine's one instance, and are loaded by the first mount. */
  private static final Set<String> MODULES =
      Set.of("binfmt_misc", "configfs", "efivarfs", "fusectl", "nfsd", "pstore", "rpc_pipefs");

  /** What changes mounts, never superblocks, in the order in which mount(2) looks. */
  private static final long CHANGES =
      MountFlag.bitsOf(
          new MountFlag[] {
            MountFlag.MS_BIND,
            MountFlag.MS_SHARED,
            MountFlag.MS_PRIVATE,
            MountFlag.MS_SLAVE,
            MountFlag.MS_UNBINDABLE,
            MountFlag.MS_MOVE
          });

  private MountGuard() {}

  /** Loads what a pivoted thread may not find. */
  static boolean load() {
    return isRoot("/");
  }

  /** Makes a mount if it may be made, and remembers a file system that came with it. */
  static void mount(
      String source, String target, String type, long bits, String data, Arguments arguments) {
    CellThread cell = Guard.owner(Namespace.MOUNT, "mount", arguments);
    boolean isNew = false;
    if ((bits & MountFlag.MS_REMOUNT.bits()) != 0) {
      if ((bits & MountFlag.MS_BIND.bits()) == 0) {
        superblock(cell, target, "mount", arguments, "MS_BIND beside MS_REMOUNT");
      }
    } else if ((bits & CHANGES) == 0 && type != null) {
      type(source, type.split("\\.", 2)[0], data, arguments); // fuse.NAME is fuse
      isNew = isNew(cell, type);
    }
    String before = isNew ? device(target) : "";
    Syscall.run("mount", arguments, () -> Native.LIBC.mount(source, target, type, bits, data));
    String device = isNew ? device(target) : "";
    if (!device.equals(before)) {
      Owned.of(cell).mounted(device);
    }
  }

  /** Lets pass what unmounts in the cell's namespace alone. */
  static void umount(String target, int bits, Arguments arguments) {
    CellThread cell = Guard.owner(Namespace.MOUNT, "umount2", arguments);
    boolean isForced = (bits & UmountFlag.MNT_FORCE.bits()) != 0;
    boolean isDetached = (bits & UmountFlag.MNT_DETACH.bits()) != 0;
    if (isForced) {
      superblock(cell, target, "umount2", arguments, "MNT_DETACH instead of MNT_FORCE");
    } else if (!isDetached && isRoot(target)) { // the kernel makes it read-only, for all
      superblock(cell, target, "umount2", arguments, "MNT_DETACH");
    }
  }

  private static void superblock(
      CellThread cell, String target, String call, Arguments arguments, String instead) {
    Optional<Fd> opened = open(target);
    if (opened.isEmpty()) {
      return; // the kernel says why
    }
    try (Fd fd = opened.get()) {
      Optional<Located> file = Located.of(cell, fd);
      String device = file.map(Located::device).orElse("");
      if (!Owned.isFileSystem(device) || Located.isOnHost(device)) {
        throw SyscallException.refused(
            call,
            arguments,
            "this reaches the file system itself (%s), for all who have it mounted, and no cell made"
                    .formatted(file.map(Located::type).orElse("not in sight"))
                + " it",
            instead + " changes the mount of this cell alone");
      }
    }
  }

  private static void type(String source, String type, String data, Arguments arguments) {
    if (HIERARCHIES.contains(type)) {
      Guard.owner(Namespace.CGROUP, "mount", arguments);
      hierarchy(type, data, arguments);
    } else if (VIEWS.contains(type)) {
      if (data != null && !data.isEmpty() && !hasOwnOptions(type)) {
        throw refused(type, "options of " + type + " reach all its mounts", arguments);
      }
    } else if (!NEW.contains(type) && (isKnown(type) || isBlockDevice(source))) {
      throw refused(
          type,
          "%s is a disk's, a server's, or the one that the machine has".formatted(type),
          arguments);
    }
  }

  private static SyscallException refused(String type, String why, Arguments arguments) {
    return SyscallException.refused(
        "mount",
        arguments,
        why,
        (VIEWS.contains(type) ? "mount it without options" : "mount a tmpfs or an overlay")
            + ", or bind what the host has mounted: MS_BIND");
  }

  /** A mount that names other controllers together than the machine does makes a hierarchy. */
  private static void hierarchy(String type, String data, Arguments arguments) {
    Set<String> asked = words(data == null ? "" : data.replaceFirst("^none,", ""));
    if (type.equals("cgroup") && !hierarchies().contains(asked)) {
      throw SyscallException.refused(
          "mount",
          arguments,
          "this would make a hierarchy of cgroups, or change one, for the whole machine",
          "name the controllers of one in /proc/self/cgroup, and nothing else");
    }
  }

  private static Set<Set<String>> hierarchies() {
    try {
      return HostThread.call(() -> Files.readAllLines(Path.of("/proc/self/cgroup"))).stream()
          .map(line -> words(line.split(":")[1]))
          .filter(each -> !each.isEmpty())
          .collect(Collectors.toSet());
    } catch (IOException noProc) {
      return Set.of();
    }
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(","))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isNew(CellThread cell, String type) {
    return NEW.contains(type)
        || type.equals("proc") && hasOwnOptions(type)
        || type.equals("sysfs") && Owned.of(cell).has(Namespace.NETWORK)
        || type.equals("mqueue") && Owned.of(cell).has(Namespace.IPC);
  }

  /** From Linux 5.8 on each mount of proc has options of its own. */
  private static boolean hasOwnOptions(String type) {
    String[] version = System.getProperty("os.version").split("[^0-9]");
    int major = Integer.parseInt(version[0]);
    int minor = Integer.parseInt(version[1]);
    return type.equals("proc") && (major > 5 || major == 5 && minor >= 8);
  }

  private static boolean isKnown(String type) {
    try {
      return MODULES.contains(type)
          || HostThread.call(() -> Files.readAllLines(Path.of("/proc/filesystems"))).stream()
              .anyMatch(line -> line.substring(line.indexOf('\t') + 1).equals(type));
    } catch (IOException noProc) {
      return true;
    }
  }

  private static boolean isBlockDevice(String source) {
    return source != null
        && source.startsWith("/")
        && stat(source).filter(FileStatus::isDevice).isPresent();
  }

  private static boolean isRoot(String target) {
    FileStatus root = stat("/").orElseThrow();
    return stat(target).filter(root::isSame).isPresent();
  }

  private static String device(String target) {
    return stat(target).map(FileStatus::deviceName).orElse("");
  }

  private static Optional<FileStatus> stat(String path) {
    Optional<Fd> opened = open(path);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (Fd fd = opened.get()) {
      return Optional.of(FileStatus.of(fd));
    }
  }

  private static Optional<Fd> open(String path) {
    int number = Native.LIBC.open(path, Located.O_PATH | Fd.O_CLOEXEC, 0);
    return number < 0 ? Optional.empty() : Optional.of(new Fd(number));
  }
}
