package org.cellblock.containers.jail;

import static org.cellblock.linux.Capability.CAP_IPC_LOCK;
import static org.cellblock.linux.Capability.CAP_LINUX_IMMUTABLE;
import static org.cellblock.linux.Capability.CAP_MKNOD;
import static org.cellblock.linux.Capability.CAP_NET_ADMIN;
import static org.cellblock.linux.Capability.CAP_NET_BIND_SERVICE;
import static org.cellblock.linux.Capability.CAP_NET_RAW;
import static org.cellblock.linux.Capability.CAP_SYS_ADMIN;
import static org.cellblock.linux.Capability.CAP_SYS_MODULE;
import static org.cellblock.linux.Capability.CAP_SYS_PTRACE;
import static org.cellblock.linux.Capability.CAP_SYS_RAWIO;
import static org.cellblock.linux.Capability.CAP_SYS_TIME;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cellblock.containers.Cell;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Credentials;
import org.cellblock.linux.Resource;

/**
 * What root may no longer do in a jail, by its {@code securelevel} and {@code allow} parameters.
 */
final class Rights {

  private static final List<Set<Capability>> BY_SECURELEVEL =
      List.of(
          Set.of(),
          Set.of(CAP_SYS_MODULE, CAP_SYS_RAWIO, CAP_LINUX_IMMUTABLE),
          Set.of(CAP_SYS_TIME, CAP_MKNOD),
          Set.of(CAP_NET_ADMIN));

  private static final Map<String, Capability> BY_PARAMETER =
      Map.of(
          "allow.chflags", CAP_LINUX_IMMUTABLE,
          "allow.mlock", CAP_IPC_LOCK,
          "allow.mount", CAP_SYS_ADMIN,
          "allow.raw_sockets", CAP_NET_RAW,
          "allow.reserved_ports", CAP_NET_BIND_SERVICE,
          "allow.set_hostname", CAP_SYS_ADMIN);

  private Rights() {}

  /** Takes from a jail what it may not have; whoever is in it can't get that back. */
  static void take(Jail jail, Cell cell) {
    Set<Capability> taken = taken(jail);
    if (jail.is("allow.mlock", "false")) {
      cell.rlimit(Resource.RLIMIT_MEMLOCK, 0, 0);
    }
    if (!taken.isEmpty()) {
      cell.call(() -> Credentials.drop(taken));
    }
  }

  static Set<Capability> taken(Jail jail) {
    Set<Capability> taken = EnumSet.noneOf(Capability.class);
    int level = Integer.parseInt(jail.value("securelevel", "-1"));
    for (int i = 1; i < BY_SECURELEVEL.size() && i <= level; i++) {
      taken.addAll(BY_SECURELEVEL.get(i));
    }
    BY_PARAMETER.forEach(
        (parameter, capability) -> {
          if (jail.is(parameter, "false")) {
            taken.add(capability);
          }
        });
    // one capability for both: what is allowed by name stays allowed
    if (jail.is("allow.mount", "true") || jail.is("allow.set_hostname", "true")) {
      taken.remove(CAP_SYS_ADMIN);
    }
    if (!taken.isEmpty()) {
      taken.add(CAP_SYS_PTRACE); // else pid 1, which keeps all, could be made to use them
    }
    return taken;
  }
}
