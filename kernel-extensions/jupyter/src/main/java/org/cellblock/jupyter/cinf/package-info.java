/** What {@code %cinf} and {@code cellblock cinf} share: their words, and tables as text. */
package org.cellblock.jupyter.cinf;
