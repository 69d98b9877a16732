/**
 * The wire protocol's side of the notebook kernel: requests come in, replies and outputs go out.
 *
 * <p>The way of a cell, from top to bottom:
 *
 * <ol>
 *   <li>{@code Connection}: the thread {@code shell} reads an execute request.
 *   <li>{@link org.cellblock.jupyter.wire.CellblockKernel}, the handler of all requests, hands it
 *       to
 *   <li>{@code Execution}, which counts it, turns the streams to it ({@code CellIo}) and has
 *   <li>{@link org.cellblock.jupyter.engine.CellRunner} run it on the thread {@code notebook}; what
 *       it prints goes by {@code TextOut} to the {@code Publisher}, what it reads comes by {@code
 *       CellInput} from {@code Questions}.
 *   <li>{@code Execution} has the value rendered and published, lets all output go out first, and
 *       replies by {@code Replies} through the request's {@code Environment}.
 * </ol>
 *
 * <p>Threads: {@code shell} and {@code control} answer requests, {@code iopub} publishes, {@code
 * subscriptions} welcomes who listens, {@code stdin} asks. The learner's code runs on {@code
 * notebook}, which touches no ZeroMQ socket, because an interrupt closes the NIO channels below it.
 *
 * <p>May use {@code engine} and {@code assist}. Doesn't know {@code start}.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">the protocol</a>
 */
package org.cellblock.jupyter.wire;
