package org.cellblock.procfs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Given;

/**
 * A mounted cgroup hierarchy: version 1 has several, each with some controllers; version 2 has one;
 * a hybrid machine has both.
 *
 * @param mountPoint where it is mounted
 * @param isV2 whether it is version 2
 * @param controllers what it controls, by the kernel's names; {@code name=systemd} for a version 1
 *     hierarchy that has a name only; empty where version 2 has none
 * @param root the cgroup that the mount shows as its root, seen from the reader's cgroup namespace
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public record Hierarchy(Path mountPoint, boolean isV2, Set<String> controllers, String root) {

  /** Mount options of version 1 that aren't controllers. */
  private static final Set<String> OPTIONS =
      Set.of(
          "rw",
          "ro",
          "xattr",
          "clone_children",
          "noprefix",
          "cpuset_v2_mode",
          "favordynmods",
          "seclabel",
          "none");

  /** Checks that nothing is missing. */
  public Hierarchy {
    Given.notNull(mountPoint, "mount point", "a directory");
    Given.notNull(controllers, "controllers", "the kernel's names, or none");
    Given.text(root, "root of a hierarchy");
  }

  /**
   * Reads the hierarchies that the calling thread sees mounted.
   *
   * @return one record for each, in the order of {@code mountinfo}
   */
  public static List<Hierarchy> readAll() {
    return Mount.readOwn().stream()
        .filter(mount -> mount.type().startsWith("cgroup"))
        .map(Hierarchy::of)
        .toList();
  }

  static Hierarchy of(Mount mount) {
    boolean isV2 = mount.type().equals("cgroup2");
    Set<String> controllers =
        isV2 ? available(mount.target()) : Membership.words(mount.superOptions(), ",");
    controllers.removeIf(word -> OPTIONS.contains(word) || word.startsWith("release_agent="));
    return new Hierarchy(
        Given.path(mount.target(), "mount point"), isV2, controllers, mount.root());
  }

  private static Set<String> available(String mountPoint) {
    try (DirectoryFd root = DirectoryFd.open(mountPoint)) {
      return Membership.words(root.read("cgroup.controllers").orElse(""), " ");
    }
  }

  /** Says whether a membership is one in this hierarchy. */
  public boolean has(Membership membership) {
    Given.notNull(membership, "membership", "one of Membership.readAll");
    return isV2
        ? membership.hierarchy() == 0
        : membership.hierarchy() != 0 && membership.controllers().equals(controllers);
  }

  /**
   * Returns the directory of a cgroup.
   *
   * @param membership a membership in this hierarchy
   * @return the directory; nothing when the mount shows another part of the hierarchy
   * @throws IllegalArgumentException for a cgroup whose name this process can't write
   */
  public Optional<Path> directory(Membership membership) {
    Given.notNull(membership, "membership", "one of Membership.readAll");
    Path path = Given.path(membership.path(), "path of a cgroup");
    Path shown = Given.path(root, "root of a hierarchy");
    return path.startsWith(shown) && !path.startsWith("/..")
        ? Optional.of(mountPoint.resolve(shown.relativize(path)).normalize())
        : Optional.empty();
  }
}
