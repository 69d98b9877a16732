/**
 * The labs' front ends: {@link org.cellblock.jupyter.lab.NotebookLab} for the magics of a notebook,
 * {@link org.cellblock.jupyter.lab.FileLab} for a file that is graded in a terminal. Both evaluate
 * the learner's Java in this process; the tests themselves are in {@code org.cellblock.labs}.
 */
package org.cellblock.jupyter.lab;
