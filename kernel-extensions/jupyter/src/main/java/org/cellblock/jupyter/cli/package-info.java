/** The Java side of the {@code cellblock} command: one picocli class a subcommand. */
package org.cellblock.jupyter.cli;
