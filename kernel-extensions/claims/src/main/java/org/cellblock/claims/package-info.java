/**
 * Claims: statements that people repeat about containers, each checked by an experiment here.
 *
 * <p>{@link org.cellblock.claims.Claim} is what a learner sees. The statements are those of {@code
 * notebooks/claims.csv}; the experiments stand in {@code Experiments}, one small method each. A
 * verdict is derived from what the kernel showed, never from what was expected.
 */
package org.cellblock.claims;
