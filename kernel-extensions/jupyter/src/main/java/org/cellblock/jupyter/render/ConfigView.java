package org.cellblock.jupyter.render;

import static j2html.TagCreator.pre;

import org.cellblock.containers.oci.OciConfig;

/** A bundle's config.json as one preformatted block. */
final class ConfigView {
  private ConfigView() {}

  static String html(OciConfig config) {
    return pre(config.json()).withStyle(Style.TERMINAL).render();
  }
}
