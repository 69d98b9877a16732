/**
 * Launching a container from a cell, and finding all namespaces, beside the tools that do the same:
 * measured in one run, in turns, so that what else the machine does hits all alike.
 *
 * <p>{@link org.cellblock.bench.BenchCommand} is the command line. The notebook kernel's own start
 * and speed are measured from outside, by {@code kernel_bench.py}.
 */
package org.cellblock.bench;
