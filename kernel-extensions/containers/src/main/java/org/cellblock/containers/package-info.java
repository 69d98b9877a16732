/**
 * What people built from namespaces and control files: today a cell, its programs and its root.
 *
 * <p>A {@link org.cellblock.containers.Cell} is a thread that becomes a container step by step and
 * closes clean. {@link org.cellblock.containers.Host} is everything else, and never changes.
 *
 * <p>Sources: namespaces(7), pivot_root(2), pid_namespaces(7).
 */
package org.cellblock.containers;
