package org.cellblock.containers.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.place.InstalledProgram;
import org.cellblock.containers.place.RuntimePlace;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.OwnLinux;

/** The programs that an engine of ours is made of, and how dockerd finds the others. */
final class EnginePrograms {

  private static final List<String> NEEDED =
      List.of("dockerd", "containerd", "containerd-shim-runc-v2", "runc");

  /** Two programs, of which a kernel may know the rules of one only. */
  private static final List<String> KINDS = List.of("iptables-nft", "iptables-legacy");

  private static final String PLACES = "/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";

  private final Path dockerd;
  private final Map<String, Path> rules = new LinkedHashMap<>();
  private final Map<String, Path> links = new LinkedHashMap<>();

  private EnginePrograms(Path dockerd) {
    this.dockerd = dockerd;
  }

  /**
   * Finds all.
   *
   * @throws IllegalStateException when one isn't installed, with the command that brings it
   */
  static EnginePrograms find() {
    NEEDED.forEach(InstalledProgram::find);
    EnginePrograms found = new EnginePrograms(InstalledProgram.find("dockerd"));
    KINDS.forEach(each -> found.rules.put(each, InstalledProgram.find(each)));
    // dockerd asks for modules that change what the host does with its own bridges.
    found.links.put("modprobe", InstalledProgram.find("true"));
    return found;
  }

  /**
   * Finds the kind of iptables whose rules this kernel takes, in the network of a cell that this is
   * tried in.
   *
   * @throws IllegalStateException when it takes neither's, with what they answered
   */
  Map<String, Path> rules(RuntimePlace place) {
    List<String> answers = new ArrayList<>();
    for (Map.Entry<String, Path> each : rules.entrySet()) {
      String program = each.getValue().toString();
      Output made = place.ask(program, "--wait", "-t", "nat", "-N", "CELLBLOCK");
      if (made.succeeded()) {
        place.ask(program, "--wait", "-t", "nat", "-X", "CELLBLOCK");
        Path six = Path.of(program.replace("/iptables-", "/ip6tables-"));
        return Map.of("iptables", each.getValue(), "ip6tables", six);
      }
      answers.add(each.getKey() + ": " + made.stderr().strip());
    }
    throw new IllegalStateException(
        "Docker's engine writes rules for its network, and this kernel takes none: %s; take %s"
            .formatted(String.join("; ", answers), OwnLinux.way()));
  }

  /** Returns what is to be started. */
  Path dockerd() {
    return dockerd;
  }

  /** Returns where names that come before all others lead. */
  Map<String, Path> links() {
    return links;
  }

  /**
   * Returns what dockerd finds in its environment.
   *
   * @param linked a directory of such links
   * @param temporary a directory for temporary files, such as runc's at each exec
   */
  Map<String, String> environment(Path linked, Path temporary) {
    String path = System.getenv().getOrDefault("PATH", "");
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", String.join(":", linked.toString(), path, PLACES));
    extensions().ifPresent(each -> environment.put("XTABLES_LIBDIR", each.toString()));
    environment.put("TMPDIR", temporary.toString());
    environment.put("DOCKER_TMPDIR", ""); // else it would write there
    return environment;
  }

  /** Finds the libraries that iptables loads: it looks for them where it would be installed. */
  private Optional<Path> extensions() {
    return HostThread.call(
        () -> {
          try {
            Path tree = rules.get(KINDS.get(0)).toRealPath().getParent().resolveSibling("lib");
            try (Stream<Path> libraries = Files.list(tree)) {
              return libraries
                  .map(each -> each.resolve("xtables"))
                  .filter(Files::isDirectory)
                  .findFirst();
            }
          } catch (IOException unreadable) {
            throw new UncheckedIOException("look beside " + rules, unreadable);
          }
        });
  }
}
