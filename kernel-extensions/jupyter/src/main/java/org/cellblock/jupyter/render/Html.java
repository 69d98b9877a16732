package org.cellblock.jupyter.render;

/** What the pages that show HTML heed. */
public final class Html {
  /**
   * The class of an element whose dollar signs are dollar signs. Pages would set the text between
   * two of them as a formula: JupyterLab heeds the first word, nbconvert's HTML the second.
   */
  public static final String NO_FORMULAS = "mathjax_ignore tex2jax_ignore";

  private Html() {}
}
