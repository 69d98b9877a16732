package org.cellblock.procfs;

import java.util.Collection;
import java.util.Optional;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Namespace;

/**
 * Namespaces that files are bound to, in each mount namespace that can be looked into: a mount of
 * type nsfs, whose root is the namespace's name.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
final class BoundNamespaces {

  private static final String NSFS = " - nsfs ";

  private final Visitor visitor;

  /** Gets what is found. */
  interface Visitor {
    /**
     * Takes one bind mount.
     *
     * @param link name of the namespace, for example {@code net:[4026532251]}
     * @param holder the mount in words
     * @param path where the namespace can be opened
     */
    void bound(Namespace kind, String link, String holder, String path);
  }

  BoundNamespaces(Visitor visitor) {
    this.visitor = visitor;
  }

  /** Reads the calling thread's mounts first, and then those of all other mount namespaces. */
  void read(Collection<NamespaceHolders> namespaces) {
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      read(proc, "thread-self", "", "");
      Optional<Long> own = NamespaceLink.inode(proc.readlink("thread-self/ns/mnt"));
      for (NamespaceHolders each : namespaces) {
        String link = "/ns/" + Namespace.MOUNT.procName();
        if (each.path().endsWith(link) && !own.equals(Optional.of(each.inode))) {
          String member = each.path().substring(0, each.path().length() - link.length());
          String id = member.substring(member.lastIndexOf('/') + 1);
          read(proc, member, member + "/root", " of " + id);
        }
      }
    }
  }

  private void read(DirectoryFd proc, String member, String root, String whose) {
    String mountinfo = proc.read(member + "/mountinfo").orElse("");
    if (mountinfo.contains(NSFS)) {
      mountinfo
          .lines()
          .filter(line -> line.contains(NSFS))
          .map(Mount::parse)
          .forEach(mount -> visit(mount, root, whose));
    }
  }

  private void visit(Mount mount, String root, String whose) {
    for (Namespace kind : Namespace.values()) {
      if (mount.root().startsWith(kind.procName() + ":[")) {
        String holder = "mount " + mount.target() + whose;
        visitor.bound(kind, mount.root(), holder, root + mount.target());
      }
    }
  }
}
