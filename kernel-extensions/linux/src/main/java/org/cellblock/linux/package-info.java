/**
 * System calls under their man-page names, and nothing else.
 *
 * <p>This is the one door to libc. Only this package sees a native pointer, the number -1 or an
 * errno; what leaves it is a value or a {@link org.cellblock.linux.SyscallException}. Calls that
 * would change the world of their thread (its namespaces, root or working directory) run only on a
 * {@link org.cellblock.linux.CellThread} and are refused everywhere else.
 *
 * <p>Sources: syscalls(2), namespaces(7), posix_spawn(3).
 */
package org.cellblock.linux;
