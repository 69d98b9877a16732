package org.cellblock.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.ControlFile;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.Hierarchy;
import org.cellblock.procfs.Membership;

/** Which devices a cgroup may use: a controller in version 1, a BPF program in version 2. */
final class DeviceClaims {

  private static final String ZERO = "c 1:5 rwm";
  private static final String READ =
      "echo 0 > \"$0/cgroup.procs\" && head -c 1 /dev/zero > /dev/null && echo read zero;"
          + " head -c 1 /dev/urandom > /dev/null && echo read urandom";

  private DeviceClaims() {}

  @Checks("C165")
  static Evidence someDevicesAndOthersNot() throws IOException {
    Path own = own();
    try (RuntimeCgroup made = RuntimeCgroup.make("claim-devices", true)) { // removes this one too
      Path cgroup = own.resolve(made.directory().orElseThrow().getFileName());
      Files.createDirectory(cgroup);
      ControlFile.write(cgroup.resolve("devices.deny"), ZERO);
      Output output = Host.start("sh", "-c", READ, cgroup.toString()).waitFor();
      return someDevicesAndOthersNot(output.stdout(), output.stderr().strip());
    } catch (IOException | IllegalStateException | SyscallException refused) {
      throw new NotTestableHere("a cgroup that denies a device: " + refused);
    }
  }

  static Evidence someDevicesAndOthersNot(String read, String refused) {
    return Evidence.confirmedIf(
        read.equals("read urandom\n") && !refused.isEmpty(),
        "after writing \"%s\" to devices.deny: %s; %s",
        ZERO,
        refused.isEmpty() ? "nothing refused" : refused,
        read.isEmpty() ? "nothing read" : read.strip().replace("\n", ", "));
  }

  private static Path own() {
    for (Hierarchy mounted : Hierarchy.readAll()) {
      for (Membership ours : Membership.readAll(ProcReader.self())) {
        if (mounted.controllers().contains("devices") && mounted.has(ours)) {
          return mounted.directory(ours).orElse(mounted.mountPoint());
        }
      }
    }
    throw new NotTestableHere("version 1's devices controller; version 2 has a BPF program for it");
  }
}
