/**
 * The wire protocol's side of the notebook kernel and the engine that runs a cell's Java.
 *
 * <p>Threads: {@code shell} and {@code control} answer requests, {@code iopub} publishes, {@code
 * subscriptions} welcomes who listens, {@code notebook} runs the learner's code. It touches no
 * ZeroMQ socket, because an interrupt closes the NIO channels below it.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">the protocol</a>
 */
package org.cellblock.jupyter.kernel;
