package org.cellblock.containers.cgroup;

import java.util.List;
import org.cellblock.linux.CgroupProcs;

/**
 * Something that starts programs and can be in a cgroup, one at a time: a cell.
 *
 * @see Cgroup#add(CgroupMember)
 */
public interface CgroupMember {

  /**
   * Lists its processes, the first of them at the head.
   *
   * @return process ids as the host sees them; none once it is closed
   */
  List<Long> processes();

  /** Says whether it may start programs. */
  boolean isOpen();

  /**
   * Has what it starts from now on be born in a cgroup, and what outlives its programs, as a pid 1
   * does, move there now; nothing once it is closed.
   *
   * @param doors of the cgroup, one for each hierarchy; none for this process's own cgroup, where
   *     nothing moves
   * @throws org.cellblock.linux.SyscallException where the kernel lets nobody in
   */
  void startIn(List<CgroupProcs> doors);
}
