package org.cellblock.containers.lxc;

/**
 * The configuration of a container as LXC reads it: lines of {@code key = value}, and comments that
 * say where it departs from LXC's own.
 *
 * @param text its lines
 * @see <a href="https://linuxcontainers.org/lxc/manpages/man5/lxc.container.conf.5.html">
 *     lxc.container.conf(5)</a>
 */
public record LxcConfig(String text) {

  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}
