/**
 * Exercises that are graded by JUnit against the kernel's own view, in {@code /proc}, never against
 * a returned string alone. {@link org.cellblock.labs.Labs} lists them; each lives in a folder of
 * its own with its texts, starter, tests and solution. {@link org.cellblock.labs.Grader} runs a
 * lab's tests in this process, and {@link org.cellblock.labs.Answers} is how they reach what the
 * learner has declared, in a notebook or in a file.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
package org.cellblock.labs;
