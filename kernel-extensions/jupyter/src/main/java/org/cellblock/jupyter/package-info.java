/**
 * The notebook kernel: Java cells over Jupyter's wire protocol, in one JVM with the Cellblock
 * library. {@link org.cellblock.jupyter.cli.CellblockMain} is the jar's entry; {@link
 * org.cellblock.jupyter.CellblockExtension} brings the same magics and pictures to plain JJava.
 */
package org.cellblock.jupyter;
