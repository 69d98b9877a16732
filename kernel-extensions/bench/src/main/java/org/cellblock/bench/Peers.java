package org.cellblock.bench;

import java.io.IOException;
import java.nio.file.Files;
import org.cellblock.containers.Host;
import org.cellblock.containers.Output;

/** The tools that launch a container, each with the same five namespaces, root and /proc. */
final class Peers {

  static final String UNSHARE = "unshare(1)";
  static final String RUNC = "runc";

  private final Workshop shop;
  private final Stopwatch watch;

  Peers(Workshop shop, Stopwatch watch) {
    this.shop = shop;
    this.watch = watch;
  }

  Contestant floor() throws IOException {
    return watch.floor(shop.path("root/bin"), Files.createDirectory(shop.path("floor-root")));
  }

  Contestant unshare() {
    return watch.tool(
        UNSHARE,
        Workshop.which("unshare"),
        "-muinp",
        "--fork",
        "--mount-proc=" + shop.path("root/proc"),
        "chroot",
        shop.root().toString(),
        "/bin/true");
  }

  Contestant bwrap() {
    return watch.tool(
        "bwrap",
        Workshop.which("bwrap"),
        "--unshare-all",
        "--bind",
        shop.root().toString(),
        "/",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "/bin/true");
  }

  Contestant lxc() throws IOException {
    String program = Workshop.which("lxc-execute");
    String config =
        """
        lxc.rootfs.path = dir:%s
        lxc.uts.name = bench
        lxc.net.0.type = empty
        lxc.mount.auto = proc:rw
        lxc.apparmor.profile = unconfined
        lxc.cgroup.dir = %s
        """
            .formatted(shop.root(), shop.name() + "-lxc");
    return watch.tool(
        "lxc-execute",
        program,
        "-n",
        shop.name(),
        "-P",
        shop.path("lxc").toString(),
        "-f",
        shop.write("lxc/config", config).toString(),
        "--",
        "/bin/true");
  }

  /** As an ordinary user runc makes no cgroup. */
  Contestant runc(boolean isRoot) throws IOException {
    String program = Workshop.which("runc");
    String cgroup = isRoot ? "\"cgroupsPath\": \"/%s-runc\", ".formatted(shop.name()) : "";
    String config =
        """
        {"ociVersion": "1.0.2", "hostname": "bench",
         "process": {"terminal": false, "user": {"uid": 0, "gid": 0}, "args": ["/bin/true"],
                     "env": ["PATH=/bin"], "cwd": "/"},
         "root": {"path": "%s"},
         "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"},
                    {"destination": "/dev", "type": "tmpfs", "source": "tmpfs"}],
         "linux": {%s"namespaces": [{"type": "pid"}, {"type": "network"}, {"type": "ipc"},
                                    {"type": "uts"}, {"type": "mount"}]}}
        """
            .formatted(shop.root(), cgroup);
    return watch.tool(
        RUNC,
        program,
        "--root",
        shop.path("runc").toString(),
        "run",
        "--bundle",
        shop.write("bundle/config.json", config).getParent().toString(),
        shop.name());
  }

  /** Imports the root tree as an image; {@link #removeImage()} takes it away. */
  Contestant docker() {
    String program = Workshop.which("docker");
    Output imported =
        Host.run(
            "sh",
            "-c",
            "tar -C '%s' -c . | docker import - %s".formatted(shop.root(), shop.name()));
    if (!imported.succeeded()) {
      throw new IllegalStateException(imported.stderr().strip());
    }
    return watch.tool(
        "docker", program, "run", "--rm", "--network", "none", shop.name(), "/bin/true");
  }

  void removeImage() {
    Output removed = Host.run("docker", "image", "rm", "--force", shop.name());
    if (!removed.succeeded()) {
      throw new IllegalStateException(removed.stderr().strip());
    }
  }
}
