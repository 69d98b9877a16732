package org.cellblock.containers.host;

import java.util.List;
import java.util.Map;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.Given;
import org.cellblock.linux.ProcessMark;
import org.cellblock.linux.Rlimit;

/**
 * How a program starts, whoever starts it, and what is for them alone to do with it.
 *
 * @param environment all of its environment
 * @param cgroups where it is before its first instruction; none for this process's own
 * @param rlimits its limits at its first instruction; this process's for other resources
 * @param mark by which it is found, should this process be killed; null where a pid namespace of
 *     ours ends it
 */
public record Launch(
    Map<String, String> environment,
    List<CgroupProcs> cgroups,
    List<Rlimit> rlimits,
    ProcessMark mark) {

  /** Checks all, and has somebody look for the mark from now on. */
  public Launch {
    environment = Given.environment(environment);
    cgroups = Given.list(cgroups, "cgroup", "an open cgroup.procs");
    rlimits = Given.list(rlimits, "rlimit", "a limit");
    if (mark != null) {
      Guardian.watchOver();
    }
  }

  /**
   * Starts as the host's programs do, with the mark by which they are found.
   *
   * @param cgroups where it is before its first instruction; none for this process's own
   * @return how to start it
   */
  public static Launch onHost(List<CgroupProcs> cgroups) {
    return new Launch(System.getenv(), cgroups, List.of(), ProcessMark.OF_THE_HOST);
  }

  /**
   * Starts a program from the calling thread: in its namespaces, below its root.
   *
   * @param program a path, or a name to be found in the {@code PATH}
   * @param arguments what it gets
   * @return the program, whose output waits in a pipe until somebody asks
   * @throws org.cellblock.linux.SyscallException ENOENT when there is no such program
   */
  public Program start(String program, String... arguments) {
    return Program.spawn(this, program, arguments);
  }

  /**
   * Has what a program writes be read in the background, until it ends.
   *
   * @param started a program that nobody waits for
   * @return the same
   */
  public static Program drain(Program started) {
    return Given.notNull(started, "program", "one that was started").drained();
  }

  /**
   * Kills a program and returns when it has ended, on an interrupted thread too; who waits for it,
   * if anybody, is told.
   *
   * @param started the program
   */
  public static void end(Program started) {
    Given.notNull(started, "program", "one that was started").end();
  }
}
