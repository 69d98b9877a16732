package org.cellblock.containers.oci;

import org.cellblock.containers.host.Output;
import org.cellblock.containers.root.RootFs;

/**
 * The runtime under Docker, containerd and Podman: makes a container of a bundle, as the Open
 * Container Initiative specifies.
 *
 * <p>Works as root, and without limits in a user namespace.
 *
 * @see <a href="https://github.com/opencontainers/runc/blob/main/man/runc.8.md">runc(8)</a>
 */
public final class Runc {

  private Runc() {}

  /**
   * Makes a bundle that runs a shell, as {@code runc spec} does.
   *
   * @param rootFs what will be its root
   * @return the bundle, to be changed
   */
  public static Bundle bundle(RootFs rootFs) {
    return new Bundle(rootFs);
  }

  /**
   * Makes a container of a bundle, waits until its program has ended, and deletes it.
   *
   * @param bundle what to run
   * @param argv a program and its arguments instead of the bundle's; may be left out
   * @return what it wrote and how it ended; status 1 and a message of runc's where that refused
   * @throws IllegalStateException when runc is not installed
   */
  public static Output run(Bundle bundle, String... argv) {
    return with("runc").run(bundle, argv);
  }

  /**
   * Makes a container of a bundle up to the point where its program would start.
   *
   * @param bundle what to make it of
   * @return the container, created; to be closed
   * @throws IllegalStateException when runc is not installed or refused
   */
  public static OciContainer create(Bundle bundle) {
    return with("runc").create(bundle);
  }

  /**
   * Makes a container of a bundle and starts its program.
   *
   * @param bundle what to make it of
   * @return the container, running; to be closed
   * @throws IllegalStateException when runc is not installed or refused
   */
  public static OciContainer start(Bundle bundle) {
    return with("runc").create(bundle).start();
  }

  /**
   * Finds another runtime with the same commands.
   *
   * <p>In a user namespace of one user, runsc only runs: it refuses to create.
   *
   * @param name {@code runc}, {@code crun} or {@code runsc} (gVisor)
   * @return the runtime
   * @throws IllegalStateException when it is not installed
   * @throws IllegalArgumentException for another name
   */
  public static OciRuntime with(String name) {
    return OciRuntime.named(name);
  }
}
