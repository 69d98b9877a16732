package org.cellblock.jupyter.render;

import static j2html.TagCreator.pre;

/** A container's configuration as one preformatted block. */
final class ConfigView {
  private ConfigView() {}

  static String html(String config) {
    return pre(config).withStyle(Style.TERMINAL).render();
  }
}
