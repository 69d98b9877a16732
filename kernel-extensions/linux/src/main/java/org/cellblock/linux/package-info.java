/**
 * System calls under their man-page names, and nothing else.
 *
 * <p>This is the one door to libc. Only this package sees a native pointer, the number -1 or an
 * errno; what leaves it is a value or a {@link org.cellblock.linux.SyscallException}. Calls that
 * would change the world of their thread (its namespaces, root or working directory) run only on a
 * {@link org.cellblock.linux.CellThread} and are refused everywhere else.
 *
 * <p>Two libraries make them. What jnr-posix has, it makes, unless it loses something on the way;
 * the rest is declared by its man page and bound by jnr-ffi, on which jnr-posix is built. A test
 * keeps this list complete:
 *
 * <table>
 * <caption>Who makes a call</caption>
 * <tr><th>call</th><th>by</th><th>because</th></tr>
 * <tr><td>fchmod, flock, kill, waitpid, write</td><td>jnr-posix</td>
 *   <td>it keeps result and errno</td></tr>
 * <tr><td>access, chdir, mkdir, rmdir</td><td>jnr-ffi</td>
 *   <td>jnr-posix gives names in the charset of {@code file.encoding}</td></tr>
 * <tr><td>open, read, pread, sysconf</td><td>jnr-ffi</td>
 *   <td>a first look at /proc is made of these, and needn't wait until jnr-posix is loaded; its
 *   open, which it declares as variadic, also takes half as long again</td></tr>
 * <tr><td>close</td><td>jnr-ffi</td>
 *   <td>jnr-posix's overwrites the errno of the call before it</td></tr>
 * <tr><td>gethostname</td><td>jnr-ffi</td>
 *   <td>jnr-posix reads it as US-ASCII, and answers a refusal with {@code $HOSTNAME}</td></tr>
 * <tr><td>fcntl</td><td>jnr-ffi</td><td>F_ADD_SEALS isn't among the constants that it takes</td></tr>
 * <tr><td>utimensat</td><td>jnr-ffi</td><td>it takes names that are text only</td></tr>
 * <tr><td>posix_spawn</td><td>jnr-ffi</td>
 *   <td>jnr-posix has posix_spawnp, which drops the errno</td></tr>
 * <tr><td>prlimit</td><td>jnr-ffi</td>
 *   <td>jnr-posix's setrlimit reaches no other process, and doesn't return the former limit</td></tr>
 * <tr><td>setresuid, setresgid, setgroups</td><td>syscall(2) by jnr-ffi</td>
 *   <td>jnr-posix's setuid and setgid, like all of libc's, act on all threads</td></tr>
 * <tr><td>all others</td><td>jnr-ffi</td><td>jnr-posix lacks them</td></tr>
 * </table>
 *
 * <p>Sources: syscalls(2), namespaces(7), posix_spawn(3).
 */
package org.cellblock.linux;
