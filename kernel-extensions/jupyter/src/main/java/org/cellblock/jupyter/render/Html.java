package org.cellblock.jupyter.render;

/** Text in HTML. */
public final class Html {
  /**
   * The class of an element whose dollar signs are dollar signs. Pages would set the text between
   * two of them as a formula: JupyterLab heeds the first word, nbconvert's HTML the second.
   */
  public static final String NO_FORMULAS = "mathjax_ignore tex2jax_ignore";

  private Html() {}

  /**
   * Escapes text for an element or a quoted attribute.
   *
   * @param text any text
   * @return the text, safe between tags and between quotes
   */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
