/** What Cellblock says of itself: its version, which the build takes from the main pom. */
package org.cellblock.jupyter.version;
