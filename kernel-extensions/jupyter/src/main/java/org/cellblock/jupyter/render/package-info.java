/**
 * Values as HTML and text: tables, terminals, traces, nested boxes.
 *
 * <p>HTML and inline CSS only, no script and no address of another machine, so that the same bundle
 * reads in JupyterLab (light and dark), VS Code, nbconvert's HTML and on GitHub.
 */
package org.cellblock.jupyter.render;
