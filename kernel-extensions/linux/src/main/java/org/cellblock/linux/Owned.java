package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is a cell's own, and so may be changed: the namespaces and the file systems that it made,
 * and those of another cell that lives. What a third party made is nobody's here.
 */
final class Owned {

  private static final Map<CellThread, Owned> LIVE = new ConcurrentHashMap<>();

  /** Directories of cgroups, as the host sees them. */
  private static final Set<Path> CGROUPS = ConcurrentHashMap.newKeySet();

  private final Set<Namespace> namespaces =
      Collections.synchronizedSet(EnumSet.noneOf(Namespace.class));

  /** Device numbers as {@code /proc/PID/mountinfo} has them: each is one superblock. */
  private final Set<String> fileSystems = ConcurrentHashMap.newKeySet();

  private volatile boolean hasJoinedPids;

  private Owned() {}

  /** Returns what the calling cell has; what cells had that have ended is forgotten. */
  static Owned of(CellThread cell) {
    Owned owned = LIVE.get(cell);
    if (owned == null) {
      LIVE.keySet().removeIf(each -> !each.isAlive());
      owned = LIVE.computeIfAbsent(cell, made -> new Owned());
    }
    return owned;
  }

  boolean has(Namespace kind) {
    return namespaces.contains(kind);
  }

  void set(Namespace kind, boolean isOwn) {
    if (isOwn) {
      namespaces.add(kind);
    } else {
      namespaces.remove(kind);
    }
  }

  /** Says whether the cell's programs are born into a pid namespace that has its pid 1. */
  boolean hasJoinedPids() {
    return hasJoinedPids;
  }

  void joinedPids(boolean hasJoined) {
    hasJoinedPids = hasJoined;
  }

  Set<String> fileSystems() {
    return Set.copyOf(fileSystems);
  }

  void mounted(String device) {
    fileSystems.add(device);
  }

  /** Says whether a cell that lives has made this namespace, or entered it from one that had. */
  static boolean isNamespace(Namespace kind, long inode) {
    return LIVE.entrySet().stream()
        .filter(each -> each.getKey().isAlive() && each.getValue().has(kind))
        .anyMatch(each -> inode(each.getKey(), kind) == inode);
  }

  /** Says whether a cell that lives has mounted this file system anew. */
  static boolean isFileSystem(String device) {
    return LIVE.entrySet().stream()
        .anyMatch(each -> each.getKey().isAlive() && each.getValue().fileSystems.contains(device));
  }

  static void madeCgroup(Path directory) {
    CGROUPS.add(real(directory));
  }

  static void removedCgroup(Path directory) {
    CGROUPS.remove(directory);
  }

  static boolean isCgroup(Path file) {
    return CGROUPS.stream().anyMatch(file::startsWith);
  }

  /** Says whether a process is in a cgroup that was made here, or below one. */
  static boolean isInCgroup(long pid) {
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      Set<String> names =
          proc.read(pid + "/cgroup")
              .orElse("")
              .lines()
              .flatMap(line -> Stream.of(line.split(":", 3)[2].split("/")))
              .collect(Collectors.toSet());
      return CGROUPS.stream().anyMatch(made -> names.contains(made.getFileName().toString()));
    }
  }

  private static long inode(CellThread cell, Namespace kind) {
    String link = "/proc/self/task/%d/ns/%s".formatted(cell.tid(), kind.procNameForChildren());
    try {
      return HostThread.call(() -> (Long) Files.getAttribute(Path.of(link), "unix:ino"));
    } catch (IOException ended) {
      return 0;
    }
  }

  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException gone) {
      return directory;
    }
  }
}
