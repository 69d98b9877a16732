/**
 * What a front end asks while somebody types: completion, inspection, whether a cell is complete,
 * and what was executed before.
 *
 * <p>May use {@code engine}, and {@code render} for HTML. Knows neither {@code wire} nor {@code
 * start}.
 */
package org.cellblock.jupyter.assist;
