/**
 * Directory trees that can be the root of a container: busybox, a directory, layers in an overlay,
 * and the steps by which a thread takes one.
 *
 * <p>What is below a root is reached by {@link org.cellblock.linux.RootDirectory}.
 *
 * <p>Sources: pivot_root(2), overlayfs, proc(5), null(4).
 */
package org.cellblock.containers.root;
