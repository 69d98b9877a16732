/** Placeholder. */
package org.cellblock.jupyter;
