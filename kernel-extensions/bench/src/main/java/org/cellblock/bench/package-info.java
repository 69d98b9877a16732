/** Placeholder. */
package org.cellblock.bench;
