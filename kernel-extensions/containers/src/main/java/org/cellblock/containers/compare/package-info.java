/**
 * Containers of whatever make side by side, as the kernel shows them.
 *
 * <p>Sources: namespaces(7), cgroups(7), capabilities(7).
 */
package org.cellblock.containers.compare;
