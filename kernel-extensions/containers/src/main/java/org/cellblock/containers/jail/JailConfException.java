package org.cellblock.containers.jail;

/**
 * Says what is wrong in a jail.conf, and where.
 *
 * @see <a href="https://man.freebsd.org/cgi/man.cgi?query=jail.conf&amp;sektion=5">jail.conf(5)</a>
 */
public final class JailConfException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** The line, from 1; 0 when no text was parsed. */
  private final int line;

  /** The column, from 1; 0 when no text was parsed. */
  private final int column;

  JailConfException(Place place, String what) {
    super(prefix(place) + what);
    line = place.line();
    column = place.column();
  }

  /** Returns the line, from 1; 0 for a parameter that was set by a call. */
  public int line() {
    return line;
  }

  /** Returns the column in the line, from 1, in characters; 0 for one that was set by a call. */
  public int column() {
    return column;
  }

  private static String prefix(Place place) {
    return place.equals(Place.NONE)
        ? ""
        : "%s line %d, column %d: ".formatted(place.file(), place.line(), place.column());
  }
}
