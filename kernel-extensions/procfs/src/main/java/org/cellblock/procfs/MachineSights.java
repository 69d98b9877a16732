package org.cellblock.procfs;

import java.util.List;

/** What a look sees of namespaces, mounts and routes. */
final class MachineSights {

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
}
