package org.cellblock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tools that launch a container, with the same five namespaces, root and /proc but chroot. */
final class Peers {

  static final String FLOOR = "C floor";
  static final String UNSHARE = "unshare(1)";
  static final String RUNC = "runc";

  private final Workshop shop;
  private final Stopwatch watch;
  private final boolean isRoot;

  Peers(Workshop shop, Stopwatch watch, boolean isRoot) {
    this.shop = shop;
    this.watch = watch;
    this.isRoot = isRoot;
  }

  Contestant floor() throws IOException {
    return watch.floor(shop.path("root/bin"), Files.createDirectory(shop.path("floor-root")));
  }

  /** The least of all: another root, and no namespace. */
  Contestant chroot() {
    return watch.tool(
        "chroot(1)", Workshop.which("chroot", "coreutils"), shop.root().toString(), "/bin/true");
  }

  Contestant unshare() {
    return watch.tool(
        UNSHARE,
        Workshop.which("unshare", "util-linux"),
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
        Workshop.which("bwrap", "bubblewrap"),
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
    String program = Workshop.which("lxc-execute", "lxc");
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

  Contestant runc() throws IOException {
    return watch.tool(RUNC, oci(RUNC, isRoot));
  }

  /** Where version 2 has controllers beside version 1, crun refuses: there it doesn't see them. */
  Contestant crun() throws IOException {
    String[] words = oci("crun", isRoot);
    String beside = "/sys/fs/cgroup/unified";
    String hidden = "mount -n -t tmpfs none %s && exec \"$0\" \"$@\"".formatted(beside);
    return Files.isDirectory(Path.of(beside))
        ? watch.toolWithin(List.of("unshare", "--mount", "sh", "-c", hidden), "crun", words)
        : watch.tool("crun", words);
  }

  Contestant runsc() throws IOException {
    return isRoot
        ? watch.tool("runsc", oci("runsc", true, "--network=none"))
        : watch.tool(
            "runsc", oci("runsc", false, "--network=none", "--ignore-cgroups", "--rootless"));
  }

  /** Returns a runtime's command line; as an ordinary user no runtime makes a cgroup. */
  private String[] oci(String runtime, boolean makesCgroup, String... options) throws IOException {
    String program = Workshop.which(runtime, runtime);
    String id = shop.name() + "-" + runtime;
    String cgroup = makesCgroup ? "\"cgroupsPath\": \"/%s\", ".formatted(id) : "";
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
    String bundle = shop.write(runtime + "/config.json", config).getParent().toString();
    List<String> words = new ArrayList<>(List.of(program, "--root", bundle + "/state"));
    words.addAll(List.of(options));
    words.addAll(List.of("run", "--bundle", bundle, id));
    return words.toArray(String[]::new);
  }

  /** The docker command, with the engine that ours uses as well. */
  Contestant docker(BenchEngine started) {
    String program = Workshop.which("docker", "docker.io");
    String engine = "unix://" + started.get().socket();
    return watch.tool(
        "docker", program, "--host", engine, "run", "--rm", "--network", "none", "busybox", "true");
  }
}
