package org.cellblock.containers.oci;

import static org.cellblock.linux.Capability.CAP_AUDIT_WRITE;
import static org.cellblock.linux.Capability.CAP_KILL;
import static org.cellblock.linux.Capability.CAP_NET_BIND_SERVICE;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;
import static org.cellblock.linux.Resource.RLIMIT_NOFILE;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.Resource;
import org.cellblock.linux.Rlimit;

/** What {@code runc spec} writes, of that which a bundle has. */
final class SpecDefaults {

  static final Set<Namespace> NAMESPACES = Set.of(PID, NETWORK, IPC, UTS, MOUNT);

  static final Set<Capability> CAPABILITIES =
      Set.of(CAP_AUDIT_WRITE, CAP_KILL, CAP_NET_BIND_SERVICE);

  static final Map<Resource, Rlimit> RLIMITS =
      Map.of(RLIMIT_NOFILE, new Rlimit(RLIMIT_NOFILE, 1024, 1024));

  static final List<OciMount> MOUNTS =
      List.of(
          OciMount.of("/proc", "proc", "proc"),
          OciMount.of("/dev", "tmpfs", "tmpfs", "nosuid", "mode=755", "size=65536k"),
          OciMount.of(
              "/dev/pts",
              "devpts",
              "devpts",
              "nosuid",
              "noexec",
              "newinstance",
              "ptmxmode=0666",
              "mode=0620"),
          OciMount.of(
              "/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
          OciMount.of("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"),
          OciMount.of("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"));

  static final List<String> MASKED =
      List.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/sys/firmware",
          "/proc/scsi");

  static final List<String> READONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private SpecDefaults() {}
}
