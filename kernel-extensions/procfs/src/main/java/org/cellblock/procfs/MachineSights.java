package org.cellblock.procfs;

import java.util.List;
import java.util.Optional;
import org.cellblock.linux.DirectoryFd;

/** What a look sees of namespaces, mounts, network and settings. */
final class MachineSights {

  /** Settings that container tools change, or are feared to. */
  private static final List<String> SETTINGS =
      List.of(
          "kernel/hostname",
          "kernel/domainname",
          "kernel/core_pattern",
          "kernel/unprivileged_userns_clone",
          "net/ipv4/ip_forward",
          "net/bridge/bridge-nf-call-iptables",
          "vm/overcommit_memory");

  /** One mount for one life of its number, which the kernel gives again. */
  private record MountLife(long id, String target, String type, String source, String root) {}

  private MachineSights() {}

  /**
   * Looks at namespaces; their members are told as processes. File descriptors aren't asked: there
   * are thousands, and they come and go.
   */
  static List<Sight> namespaces() {
    NamespaceSurvey survey = new NamespaceSurvey();
    survey.processes();
    survey.threads();
    survey.mounts();
    return survey.records().stream()
        .map(
            each ->
                Sight.of(
                        "namespace",
                        "%s:[%d]".formatted(each.type(), each.namespace()),
                        List.of(each.type(), each.namespace()))
                    .withNote(note(each)))
        .toList();
  }

  private static String note(NamespaceInfo namespace) {
    return namespace.pid().isPresent()
        ? "pid %d, %s".formatted(namespace.pid().getAsLong(), namespace.command())
        : "held by " + namespace.heldBy();
  }

  static List<Sight> mounts() {
    return Mount.readOwn().stream().map(MachineSights::mount).toList();
  }

  private static Sight mount(Mount mount) {
    return Sight.of(
        "mount",
        mount.target(),
        new MountLife(mount.id(), mount.target(), mount.type(), mount.source(), mount.root()),
        "type",
        mount.type(),
        "source",
        mount.source(),
        "root",
        mount.root().equals("/") ? "" : mount.root(),
        "options",
        mount.options(),
        "propagation",
        mount.propagation(),
        "file system options",
        mount.superOptions());
  }

  static List<Sight> routes() {
    return routes(ProcFile.readOwn("net/route"));
  }

  static List<Sight> routes(String text) {
    return Lines.of(text)
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 7)
        .map(MachineSights::route)
        .toList();
  }

  private static Sight route(String[] words) {
    String destination = SocketAddresses.ipv4OfThisMachine(words[1]);
    int prefix = Integer.bitCount(Integer.parseUnsignedInt(words[7], 16));
    String gateway = SocketAddresses.ipv4OfThisMachine(words[2]);
    return Sight.of(
        "route",
        destination + "/" + prefix,
        List.of(words[0], words[1], words[6], words[7]),
        "dev",
        words[0],
        "via",
        gateway.equals("0.0.0.0") ? "" : gateway,
        "metric",
        words[6]);
  }

  static List<Sight> settings() {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      return SETTINGS.stream().flatMap(file -> setting(root, file).stream()).toList();
    }
  }

  private static Optional<Sight> setting(DirectoryFd root, String file) {
    return root.read("proc/sys/" + file)
        .map(value -> Sight.of("setting", file.replace('/', '.'), file, "value", value.strip()));
  }
}
