/**
 * Lab 03: what its three sleepers are, and the tests that ask {@code /proc} about the answers.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
package org.cellblock.labs.namespaces;
