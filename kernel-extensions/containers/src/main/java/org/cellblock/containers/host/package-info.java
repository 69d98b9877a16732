/**
 * The machine that the notebook kernel runs on, and programs: how they start, what they write, and
 * who ends them and their files when the notebook kernel is killed.
 *
 * <p>{@link org.cellblock.containers.host.Host} never changes. A {@link
 * org.cellblock.containers.host.Program} runs there or in a cell.
 *
 * <p>Sources: posix_spawn(3), signal(7), getrlimit(2).
 */
package org.cellblock.containers.host;
