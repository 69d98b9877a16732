/** Placeholder. */
package org.cellblock.linux;
