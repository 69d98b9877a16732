package org.cellblock.containers.jail;

/**
 * Where something stands in a text.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
record Place(int line, int column) {

  /** Where a definition that was made by calls stands: nowhere. */
  static final Place NONE = new Place(0, 0);

  JailConfException error(String what, Object... arguments) {
    return new JailConfException(this, arguments.length == 0 ? what : what.formatted(arguments));
  }
}
