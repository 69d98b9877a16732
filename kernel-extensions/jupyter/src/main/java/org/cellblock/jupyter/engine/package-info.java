/**
 * Runs a notebook's Java: JShell in this JVM, on a thread that can be interrupted and replaced.
 *
 * <p>{@link org.cellblock.jupyter.engine.CellRunner} takes a whole cell apart into Java and magics;
 * {@code Engine} takes Java apart into statements, has each compiled, and {@code SnippetControl}
 * gives what JShell compiled to the {@code Worker}, whose thread {@code notebook} runs it. What
 * ends badly comes back as a {@link org.cellblock.jupyter.engine.CellFailure}. {@link
 * org.cellblock.jupyter.engine.LateEngine} lets others wait for the engine's start, {@link
 * org.cellblock.jupyter.engine.Session} does without a notebook.
 *
 * <p>May use the library (linux, procfs, containers), JShell, and of the base library what a magic
 * and a renderer are. Knows none of {@code assist}, {@code wire} and {@code start}.
 */
package org.cellblock.jupyter.engine;
