/**
 * A thread that becomes a container step by step: {@link org.cellblock.containers.Cell}.
 *
 * <p>What it is made from lies below it, and knows nothing of cells: programs and the machine in
 * {@link org.cellblock.containers.host}, directory trees in {@link org.cellblock.containers.root},
 * limits in {@link org.cellblock.containers.cgroup}. The systems that people built the same way, a
 * package each, lie above and don't know each other; those that are foreign programs work in a cell
 * of {@link org.cellblock.containers.place}. {@link org.cellblock.containers.compare} puts all side
 * by side.
 *
 * <p>Sources: namespaces(7), pivot_root(2), pid_namespaces(7).
 */
package org.cellblock.containers;
