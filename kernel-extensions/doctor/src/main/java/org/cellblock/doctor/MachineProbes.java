package org.cellblock.doctor;

import static org.cellblock.doctor.Finding.COURSE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** The user, the memory and the JVM. */
final class MachineProbes {

  private static final ListedProgram JDK = ListedProgram.named("jdk");
  private static final int LEAST_JAVA = 17;
  private static final int KIB_PER_MIB = 1024;

  /** JupyterLab, a notebook kernel and a few containers. */
  private static final long LEAST_MIB = 512;

  private MachineProbes() {}

  static List<Probe> of(Privilege privilege) {
    String namespaces = privilege.mode().equals("root") ? "rootless mode" : COURSE;
    return List.of(
        new Probe("privilege", COURSE, () -> privilege(privilege), UserNamespaces::remedy),
        new Probe(
            "user namespaces",
            namespaces,
            () -> UserNamespaces.tryOne(privilege),
            ListedProgram.named("unshare")::remedy),
        Probe.of(
            "memory", COURSE, "mount -t proc proc /proc", () -> memory(Path.of("/proc/meminfo"))),
        Probe.of("java", COURSE, JDK.remedy(), () -> java(Runtime.version().feature())));
  }

  static Answer privilege(Privilege privilege) {
    return switch (privilege.mode()) {
      case "root" -> Answer.yes("root, with CAP_SYS_ADMIN");
      case "rootless" -> Answer.yes("root in a user namespace of its own, CAP_SYS_ADMIN there");
      default ->
          Answer.no(
              "user %d without CAP_SYS_ADMIN".formatted(privilege.uid()), UserNamespaces.remedy());
    };
  }

  static Answer memory(Path meminfo) throws IOException {
    long free =
        Files.readAllLines(meminfo).stream()
            .filter(line -> line.startsWith("MemAvailable:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
            .findFirst()
            .orElseThrow();
    String seen = "%d MiB available".formatted(free);
    return free >= LEAST_MIB
        ? Answer.yes(seen)
        : Answer.no(
            seen, "end other programs or give the machine more: %d MiB".formatted(LEAST_MIB));
  }

  static Answer java(int feature) {
    boolean whole =
        ToolProvider.getSystemJavaCompiler() != null
            && ModuleLayer.boot().findModule("jdk.jshell").isPresent();
    String seen = "Java %d%s".formatted(feature, whole ? " with jshell" : " without jshell");
    return feature >= LEAST_JAVA && whole ? Answer.yes(seen) : Answer.no(seen, JDK.remedy());
  }
}
