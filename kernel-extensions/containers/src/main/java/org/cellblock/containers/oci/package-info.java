/**
 * Containers by the Open Container Initiative's runtime specification: a bundle is a root file
 * system and a {@code config.json}, and a runtime such as runc makes a container of it.
 *
 * <p>A runtime runs in a cell of its own, with a mount and a pid namespace: the bundle and the
 * runtime's state lie in a tmpfs that only it sees, and all processes end with the cell.
 *
 * @see <a href="https://github.com/opencontainers/runtime-spec">runtime-spec</a>
 */
package org.cellblock.containers.oci;
