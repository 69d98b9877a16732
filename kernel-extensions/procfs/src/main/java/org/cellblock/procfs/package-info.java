/**
 * What the kernel shows in {@code /proc}, as records and as Tablesaw tables.
 *
 * <p>Each record reads itself ({@code readAll}); {@link org.cellblock.procfs.Procfs} hands out the
 * tables. A process that ends while it is read is left out, never an error. On a cell's thread,
 * after {@code pivot_root}, {@code /proc} is the cell's. What {@code cinf} shows is in {@code
 * org.cellblock.procfs.cinf}, built on this package, which knows nothing of it.
 *
 * <p>Sources: proc(5), namespaces(7).
 */
package org.cellblock.procfs;
