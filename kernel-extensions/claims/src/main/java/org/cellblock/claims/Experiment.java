package org.cellblock.claims;

/** Asks the kernel about one claim; what it makes, it removes. */
@FunctionalInterface
interface Experiment {

  /**
   * Asks.
   *
   * @return what was seen and what follows from it
   * @throws NotTestableHere when this machine, or this user's rights, don't allow the experiment
   * @throws Exception when the experiment broke, which is no verdict
   */
  Evidence run() throws Exception;
}
