/** Placeholder. */
package org.cellblock.containers;
