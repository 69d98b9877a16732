package org.cellblock.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.MaskedProc;

/**
 * Whether an ordinary user may have a user namespace here, and which setting forbids it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)
 *     </a>
 */
final class UserNamespaces {

  private static final Path SYS = Path.of("/proc/sys");

  private static final String NOBODY = "65534";

  /** A file of /proc/sys that may forbid, the value with which it does, and one that allows. */
  private record Setting(String key, String forbids, String allows) {

    Path file() {
      return SYS.resolve(key.replace('.', '/'));
    }
  }

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("kernel.unprivileged_userns_clone", "0", "1"),
          new Setting("user.max_user_namespaces", "0", "15000"),
          new Setting("kernel.apparmor_restrict_unprivileged_userns", "1", "0"));

  private UserNamespaces() {}

  /** Makes one as an ordinary user would, then one that mounts its own /proc. */
  static Answer tryOne(Privilege privilege) {
    Output plain = unshare(privilege, "--mount");
    if (!plain.succeeded()) {
      return Answer.no(lastLine(plain), remedy());
    }
    Output withProc = unshare(privilege, "--mount", "--pid", "--fork", "--mount-proc");
    if (!withProc.succeeded()) {
      return Answer.no(lastLine(withProc), remedy());
    }
    return Answer.yes("made one with pid and mount namespaces and its own /proc");
  }

  /** Says what to change so that an ordinary user gets what a cell needs. */
  static String remedy() {
    return SETTINGS.stream()
        .filter(UserNamespaces::isForbidding)
        .map(setting -> "sudo sysctl %s=%s".formatted(setting.key(), setting.allows()))
        .findFirst()
        .or(UserNamespaces::filtered)
        .or(UserNamespaces::masked)
        .orElse("run it as root, or in the VM: cd vagrant && vagrant up");
  }

  /** Returns the given remedy, unless a cell isn't let to try at all. */
  static String remedyOr(String remedy) {
    return Privilege.ofThisProcess().sysAdmin() ? filtered().orElse(remedy) : remedy();
  }

  private static boolean isForbidding(Setting setting) {
    return read(setting.file()).map(setting.forbids()::equals).orElse(false);
  }

  private static Optional<String> filtered() {
    return read(Path.of("/proc/self/status"))
        .filter(status -> status.contains("\nSeccomp:\t2"))
        .filter(status -> !Quietly.run("unshare", "--user", "true").succeeded())
        .map(status -> "a seccomp filter is in force: " + MaskedProc.UNCONFINED);
  }

  private static Optional<String> masked() {
    List<String> places = MaskedProc.places();
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of("%s: masked; %s".formatted(String.join(", ", places), MaskedProc.UNMASKED));
  }

  private static Output unshare(Privilege privilege, String... options) {
    List<String> words =
        Stream.of(
                privilege.mode().equals("root")
                    ? Stream.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups")
                    : Stream.<String>empty(),
                Stream.of("unshare", "--user", "--map-root-user"),
                Stream.of(options),
                Stream.of("true"))
            .flatMap(each -> each)
            .toList();
    return Quietly.run(words.get(0), words.subList(1, words.size()).toArray(String[]::new));
  }

  private static String lastLine(Output output) {
    List<String> lines = output.toString().strip().lines().toList();
    return lines.size() > 1 ? lines.get(lines.size() - 2) : lines.get(0);
  }

  private static Optional<String> read(Path file) {
    try {
      // a number in /proc/sys is read in one go: readString would get its first digit only
      return Optional.of(String.join("\n", Files.readAllLines(file)));
    } catch (IOException thisKernelHasNoSuchSetting) {
      return Optional.empty();
    }
  }
}
