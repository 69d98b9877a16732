package org.cellblock.containers.oci;

import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.place.InstalledProgram;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Given;

/**
 * A program that makes containers of bundles: runc, crun or runsc.
 *
 * @param name its name, which is that of its package too
 * @param program where it is
 */
public record OciRuntime(String name, Path program) {

  private static final String GVISOR = "https://gvisor.dev/docs/user_guide/install/";
  private static final List<String> KNOWN = List.of("runc", "crun", "runsc");

  /** Checks that nothing is missing. */
  public OciRuntime {
    Given.text(name, "runtime");
    Given.notNull(program, "program", "where the runtime is");
  }

  static OciRuntime named(String name) {
    if (name == null || !KNOWN.contains(name)) {
      throw new IllegalArgumentException(
          "runtime [%s]: expected one of %s".formatted(name, String.join(", ", KNOWN)));
    }
    return new OciRuntime(name, find(name));
  }

  private static Path find(String name) {
    return name.equals("runsc") ? InstalledProgram.find(name, GVISOR) : InstalledProgram.find(name);
  }

  /** Returns what {@code --version} says. */
  public String version() {
    // Without a place for containers, which crun makes even to say this.
    String[] words = {"--root", "/dev/null", "--version"};
    Output output = Host.start(program.toString(), words).waitFor(Deadline.TOOL);
    return (output.stdout() + output.stderr()).strip();
  }

  /**
   * Makes a container, waits until its program has ended, and deletes it.
   *
   * @param bundle what to run
   * @param argv a program and its arguments instead of the bundle's; may be left out
   * @return what it wrote and how it ended; status 1 and a message where the runtime refused
   */
  public Output run(Bundle bundle, String... argv) {
    Given.notNull(bundle, "bundle", "one, made with Runc.bundle");
    List<String> given = Given.texts(argv, "argument");
    Bundle now = bundle.copy();
    List<String> args = given.isEmpty() ? now.args : given;
    try (RuntimeCell place = RuntimeCell.open(this, now, args)) {
      return place.show("run", "--bundle", place.bundle(), place.id());
    }
  }

  /**
   * Makes a container up to the point where its program would start.
   *
   * @param bundle what to make it of
   * @return the container, created; to be closed
   * @throws IllegalStateException when the runtime refused
   */
  public OciContainer create(Bundle bundle) {
    Bundle now = Given.notNull(bundle, "bundle", "one, made with Runc.bundle").copy();
    return OciContainer.create(RuntimeCell.open(this, now, now.args));
  }

  /** Returns the options that stand before each of its commands. */
  List<String> options(Bundle bundle, boolean hasCgroup) {
    return name.equals("runsc") ? RunscOptions.of(bundle, hasCgroup) : List.of();
  }
}
