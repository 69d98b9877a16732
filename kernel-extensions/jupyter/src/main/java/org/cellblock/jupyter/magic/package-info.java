/** The magics: {@code %%sh}, {@code %%in} and what else begins with a percent sign. */
package org.cellblock.jupyter.magic;
