/**
 * Docker's engine, which runs containers for who speaks to its socket.
 *
 * <p>An engine of Cellblock's own runs in a cell with a network, mounts and processes of its own:
 * its bridge, its rules and its settings are not the host's, and end with it.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
package org.cellblock.containers.docker;
