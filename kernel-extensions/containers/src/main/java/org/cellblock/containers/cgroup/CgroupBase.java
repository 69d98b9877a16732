package org.cellblock.containers.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.cellblock.linux.UserNamespace;
import org.cellblock.procfs.CgroupFiles;
import org.cellblock.procfs.Hierarchy;
import org.cellblock.procfs.Membership;

/**
 * The cgroup below which this process makes its own, in one hierarchy: in version 1 the one it is
 * in; in version 2 that one where it is the top or delegated, else the root.
 *
 * @param hierarchy the mounted hierarchy
 * @param directory of that cgroup
 */
record CgroupBase(Hierarchy hierarchy, Path directory) {

  /** The controllers that a cgroup here is about. */
  static final Set<String> WANTED = Set.of("cpu", "cpuacct", "memory", "pids");

  /** Finds those with a controller that is wanted; run on the host. */
  static List<CgroupBase> findAll() {
    List<Membership> own = Membership.readAll(ProcessHandle.current().pid());
    List<CgroupBase> bases = new ArrayList<>();
    for (Hierarchy hierarchy : Hierarchy.readAll()) {
      CgroupBase base = new CgroupBase(hierarchy, directory(hierarchy, own));
      boolean isKnown = bases.stream().anyMatch(base::isSameHierarchy);
      if (!isKnown && !Collections.disjoint(base.controllers(), WANTED)) {
        bases.add(base);
      }
    }
    return bases;
  }

  boolean isV2() {
    return hierarchy.isV2();
  }

  CgroupFiles files() {
    return new CgroupFiles(directory);
  }

  /** Returns what a cgroup made here can control. */
  Set<String> controllers() {
    return isV2() ? files().words("cgroup.controllers") : hierarchy.controllers();
  }

  /** Says whether processes may stay here beside child cgroups that have controllers. */
  boolean holdsProcesses() {
    return !isV2() || isRealRoot(directory);
  }

  /** Returns this process's own cgroup in the hierarchy: the base, or a leaf in it. */
  Path home() {
    return own(hierarchy, Membership.readAll(ProcessHandle.current().pid()));
  }

  private boolean isSameHierarchy(CgroupBase other) {
    return isV2() == other.isV2() && hierarchy.controllers().equals(other.hierarchy.controllers());
  }

  private static Path directory(Hierarchy hierarchy, List<Membership> memberships) {
    Path own = own(hierarchy, memberships);
    if (!hierarchy.isV2()) {
      return own;
    }
    Path home = CgroupNames.isKernels(own) ? own.getParent() : own;
    boolean isTop = home.equals(hierarchy.mountPoint());
    boolean rootIsOurs =
        isRealRoot(hierarchy.mountPoint()) && Files.isWritable(hierarchy.mountPoint());
    return isTop || isDelegated(home) || !rootIsOurs ? home : hierarchy.mountPoint();
  }

  private static Path own(Hierarchy hierarchy, List<Membership> memberships) {
    return memberships.stream()
        .filter(hierarchy::has)
        .flatMap(membership -> hierarchy.directory(membership).stream())
        .findFirst()
        .orElse(hierarchy.mountPoint());
  }

  /** The root alone has no type. */
  private static boolean isRealRoot(Path directory) {
    return !Files.exists(directory.resolve("cgroup.type"));
  }

  /** Systemd marks what it delegates; to an ordinary user, delegated is what that user owns. */
  private static boolean isDelegated(Path directory) {
    try {
      return UserNamespace.isRootOfAllUsers()
          ? isMarked(directory)
          : uid(directory) == uid(Path.of("/proc/self"));
    } catch (IOException noProc) {
      throw new UncheckedIOException(noProc);
    }
  }

  private static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }

  private static boolean isMarked(Path directory) {
    UserDefinedFileAttributeView marks =
        Files.getFileAttributeView(directory, UserDefinedFileAttributeView.class);
    ByteBuffer mark = ByteBuffer.allocate(8);
    try {
      marks.read("delegate", mark);
    } catch (IOException unmarked) {
      return false;
    }
    return StandardCharsets.US_ASCII.decode(mark.flip()).toString().equals("1");
  }
}
