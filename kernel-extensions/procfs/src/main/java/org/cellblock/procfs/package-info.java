/** Placeholder. */
package org.cellblock.procfs;
