package org.cellblock.procfs;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import org.cellblock.linux.Namespace;

/** One namespace while the holders are counted; knows of its processes no more than it must. */
final class NamespaceHolders {

  private static final int MOST_NAMED = 3;

  final Namespace kind;
  final long inode;

  OptionalLong owner = OptionalLong.empty();
  OptionalLong parent = OptionalLong.empty();

  private final Set<Integer> uids = new HashSet<>();
  private final StringJoiner others = new StringJoiner(", ");
  private int countOfOthers;
  private int lastUid;
  private int nprocs;
  private int lowestPid;
  private String path = "";

  NamespaceHolders(Namespace kind, long inode) {
    this.kind = kind;
    this.inode = inode;
  }

  void addProcess(int pid, int uid) {
    if (nprocs == 0 || uid != lastUid) {
      uids.add(uid);
      lastUid = uid;
    }
    lowestPid = nprocs == 0 ? pid : Math.min(pid, lowestPid);
    nprocs++;
  }

  /** Adds the processes that another has counted. */
  void addProcesses(NamespaceHolders other) {
    lowestPid = nprocs == 0 ? other.lowestPid : Math.min(lowestPid, other.lowestPid);
    nprocs += other.nprocs;
    uids.addAll(other.uids);
  }

  /** Adds what holds it though no process is in it, and where it can be opened. */
  void addOther(String holder, String where) {
    if (countOfOthers == 0) {
      path = where;
    }
    if (countOfOthers < MOST_NAMED) {
      others.add(holder);
    } else if (countOfOthers == MOST_NAMED) {
      others.add("...");
    }
    countOfOthers++;
  }

  boolean hasProcess() {
    return nprocs > 0;
  }

  int nprocs() {
    return nprocs;
  }

  int lowestPid() {
    return lowestPid;
  }

  Set<Integer> uids() {
    return uids;
  }

  String heldBy() {
    return others.toString();
  }

  /**
   * Returns where the namespace can be opened; the empty string when only its relatives show it.
   */
  String path() {
    return hasProcess() ? "/proc/" + lowestPid + "/ns/" + kind.procName() : path;
  }

  /** Returns the name that the kernel gives it in links. */
  String link() {
    return kind.procName() + ":[" + inode + "]";
  }
}
