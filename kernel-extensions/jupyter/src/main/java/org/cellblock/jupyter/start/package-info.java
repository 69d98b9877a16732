/**
 * Starts the notebook kernel, warms it up, and sees to its end: a parent that is gone, a heap that
 * is full, a shutdown hook that doesn't return. {@code Training} is the session from which the JVM
 * learns which classes to archive.
 *
 * <p>May use {@code wire} and {@code engine}, and what the warm-up does first: the library and
 * {@code render}. Only the command line knows it. What JShell needs of the JVM's start, the agent
 * that the manifest names, is in {@code engine}.
 */
package org.cellblock.jupyter.start;
