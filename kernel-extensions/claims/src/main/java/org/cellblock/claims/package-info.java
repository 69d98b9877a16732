/**
 * Claims: statements that people repeat about containers, each checked by an experiment here.
 *
 * <p>{@link org.cellblock.claims.Claim} is what a learner sees. The statements are those of {@code
 * notebooks/claims.csv}; an experiment is one small method that carries the id of its claim:
 * {@code @Checks("C126")}. A verdict is derived from what the kernel showed, never from what was
 * expected.
 */
package org.cellblock.claims;
