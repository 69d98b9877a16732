package org.cellblock.claims;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellblock.containers.lxc.Lxc;
import org.cellblock.containers.oci.OciContainer;
import org.cellblock.containers.oci.Runc;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.UserNamespace;

/** What is LXC made of, and what does it ask of the kernel? */
final class LxcClaims {

  private static final Path SYMBOLS = Path.of("/proc/kallsyms");
  private static final Pattern SYMBOL = Pattern.compile("\\S+ \\S lxc_\\S*");
  private static final Pattern LIBRARY = Pattern.compile("liblxc\\S* => (\\S+)");

  /** The linker of Go puts this before what a program was built of. */
  private static final String GO = "Go buildinf:";

  private LxcClaims() {}

  @Checks("C094")
  static Evidence landedInTheMainlineKernel() throws IOException {
    String library = library().toString();
    NotTestableHere.unless(Files.isReadable(SYMBOLS), "a kernel with " + SYMBOLS);
    List<String> symbols = Files.readAllLines(SYMBOLS);
    return landedInTheMainlineKernel(library, symbols);
  }

  static Evidence landedInTheMainlineKernel(String library, List<String> symbols) {
    long ofLxc = symbols.stream().filter(line -> SYMBOL.matcher(line).lookingAt()).count();
    return Evidence.correctedIf(
        ofLxc == 0,
        "%d of the kernel's %d symbols begin with lxc_; LXC's code is in the file %s",
        ofLxc,
        symbols.size(),
        library);
  }

  @Checks("C096")
  static Evidence supportsApparmorAndSelinux() throws IOException {
    Path library = library();
    return supportsApparmorAndSelinux(text(library));
  }

  static Evidence supportsApparmorAndSelinux(String library) {
    boolean hasAppArmor = library.contains("lxc.apparmor.profile");
    boolean hasSelinux = library.contains("lxc.selinux.context");
    return Evidence.confirmedIf(
        hasAppArmor && hasSelinux,
        "LXC's library knows the keys lxc.apparmor.profile: %s, lxc.selinux.context: %s",
        hasAppArmor,
        hasSelinux);
  }

  @Checks("C097")
  @NeedsCgroups
  static Evidence supportsPoliciesOfSeccomp() throws IOException {
    NotTestableHere.unless(
        Files.exists(Path.of("/proc/sys/kernel/seccomp/actions_avail")),
        "a kernel with seccomp(2)");
    try (Lxc container = container()) {
      return supportsPoliciesOfSeccomp(ProcReader.status(container.pid(), "Seccomp"));
    }
  }

  static Evidence supportsPoliciesOfSeccomp(String mode) {
    return Evidence.confirmedIf(
        mode.equals("2"), "the first process of a container has Seccomp %s; 2 is a filter", mode);
  }

  @Checks("C098")
  @NeedsCgroups
  static Evidence changesTheRootByPivotRoot() throws IOException {
    Trial.output("strace", "-V");
    installed();
    return changesTheRootByPivotRoot(Lxc.named("claim").calls().stringColumn("call").asList());
  }

  static Evidence changesTheRootByPivotRoot(List<String> calls) {
    return Evidence.confirmedIf(
        calls.contains("pivot_root") && !calls.contains("chroot"),
        "the start of a container has %d calls of pivot_root and %d of chroot",
        calls.stream().filter("pivot_root"::equals).count(),
        calls.stream().filter("chroot"::equals).count());
  }

  @Checks("C099")
  @NeedsCgroups
  static Evidence usesCapabilities() throws IOException {
    installed();
    try (Lxc container = Lxc.named("claim").drop(Capability.CAP_NET_RAW).start()) {
      String mask = ProcReader.status(container.pid(), "CapBnd");
      return usesCapabilities(Capability.in(Long.parseUnsignedLong(mask, 16)));
    }
  }

  static Evidence usesCapabilities(Set<Capability> bounding) {
    return Evidence.confirmedIf(
        !bounding.contains(Capability.CAP_NET_RAW),
        "with lxc.cap.drop = net_raw the bounding set has %d capabilities, CAP_NET_RAW %s",
        bounding.size(),
        bounding.contains(Capability.CAP_NET_RAW) ? "among them" : "not among them");
  }

  @Checks("C103")
  static Evidence lxcIsWrittenInCDockerInGo() throws IOException {
    return lxcIsWrittenInCDockerInGo(text(program()).contains(GO), text(Trial.runc()).contains(GO));
  }

  static Evidence lxcIsWrittenInCDockerInGo(boolean lxc, boolean runc) {
    return Evidence.confirmedIf(
        !lxc && runc,
        "what Go's linker leaves is in lxc-start: %s; in Docker's runc: %s",
        lxc,
        runc);
  }

  @Checks("C104")
  static Evidence lxcIsTight() throws IOException {
    return lxcIsTight(Files.size(program()) + Files.size(library()), Files.size(Trial.runc()));
  }

  static Evidence lxcIsTight(long lxc, long runc) {
    return Evidence.confirmedIf(
        lxc < runc,
        "lxc-start and its library have %.1f MB, runc alone, without Docker, %.1f MB",
        lxc / 1e6,
        runc / 1e6);
  }

  @Checks("C105")
  @NeedsCgroups
  static Evidence theSameFeaturesOfTheKernel() throws IOException {
    Trial.runc();
    try (Lxc lxc = container();
        OciContainer runc = Runc.start(Runc.bundle(Trial.busybox()).args("sleep", "100"))) {
      return theSameFeaturesOfTheKernel(own(lxc.pid()), own(runc.pid()));
    }
  }

  static Evidence theSameFeaturesOfTheKernel(Set<Namespace> lxc, Set<Namespace> runc) {
    return Evidence.confirmedIf(
        lxc.containsAll(runc) && !runc.isEmpty(),
        "namespaces of its own has a container of LXC: %s; one of runc: %s",
        lxc,
        runc);
  }

  private static Set<Namespace> own(long pid) {
    Set<Namespace> own = EnumSet.noneOf(Namespace.class);
    for (Namespace kind : Namespace.values()) {
      if (kind.isSupported()
          && ProcReader.namespace(pid, kind) != ProcReader.namespace(ProcReader.self(), kind)) {
        own.add(kind);
      }
    }
    return own;
  }

  private static Lxc container() throws IOException {
    installed();
    return Lxc.named("claim").start();
  }

  private static void installed() throws IOException {
    NotTestableHere.unless(UserNamespace.mapsAllUsers(), "root outside a user namespace");
    Trial.busybox();
    Trial.output("lxc-start", "--version");
  }

  private static Path program() {
    Trial.output("lxc-start", "--version");
    return Path.of(Trial.onHost("sh", "-c", "command -v lxc-start"));
  }

  private static Path library() {
    Matcher line = LIBRARY.matcher(Trial.onHost("ldd", program().toString()));
    NotTestableHere.unless(line.find(), "an lxc-start with LXC's library");
    return Path.of(line.group(1));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
