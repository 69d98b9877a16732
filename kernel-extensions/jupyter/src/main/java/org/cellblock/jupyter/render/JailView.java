package org.cellblock.jupyter.render;

import static j2html.TagCreator.pre;

import org.cellblock.containers.jail.Jail;

/** A jail: its boxes while it runs, its text of jail.conf(5) otherwise. */
final class JailView {

  private JailView() {}

  static String html(Jail jail) {
    return jail.isRunning()
        ? BoxView.html(jail.cell().picture())
        : pre(text(jail)).withStyle(Style.TERMINAL).render();
  }

  static String text(Jail jail) {
    return jail
        + "\n"
        + (jail.isRunning() ? jail.cell().picture() : jail.conf()).toString().strip();
  }
}
