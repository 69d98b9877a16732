package org.cellblock.containers.docker;

import java.util.Optional;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.Membership;

/** The first process of a container: asked for once, as it never changes while it lives. */
final class FirstProcess {

  private final ContainerApi api;
  private final EngineOwner owner;
  private volatile ProcessHandle known;

  FirstProcess(ContainerApi api, EngineOwner owner) {
    this.api = api;
    this.owner = owner;
  }

  /** Returns its process id on the host; empty when the container isn't running. */
  Optional<Long> pid() {
    ProcessHandle last = known;
    if (last == null || !HostThread.call(last::isAlive)) {
      last = ask().orElse(null);
      known = last;
    }
    return Optional.ofNullable(last).map(ProcessHandle::pid);
  }

  private Optional<ProcessHandle> ask() {
    long pid = EngineJson.number(api.inspect(), "State", "Pid");
    Optional<Long> onHost = pid == 0 ? Optional.empty() : owner.hostPid(pid);
    onHost.filter(host -> !owner.isPrivate()).ifPresent(this::check);
    return onHost.flatMap(host -> HostThread.call(() -> ProcessHandle.of(host)));
  }

  /** An engine in another PID namespace, or on another machine, tells numbers of its own. */
  private void check(long pid) {
    boolean isOurs =
        HostThread.call(
            () ->
                ProcessHandle.of(pid).isPresent()
                    && Membership.readAll(pid).stream()
                        .anyMatch(each -> each.path().contains(api.id())));
    if (!isOurs) {
      throw new IllegalStateException(
          "process %d, as the engine at %s tells it, isn't in the cgroup of the container: does that"
                  .formatted(pid, api.api().socket())
              + " engine see other processes than this notebook?");
    }
  }
}
