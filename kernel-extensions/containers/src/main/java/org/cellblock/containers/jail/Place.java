package org.cellblock.containers.jail;

/**
 * Where something stands in a text.
 *
 * @param file what the text is called
 * @param line from 1
 * @param column from 1, in characters
 */
record Place(String file, int line, int column) {

  /** Where a definition that was made by calls stands: nowhere. */
  static final Place NONE = new Place("", 0, 0);

  JailConfException error(String what, Object... arguments) {
    return new JailConfException(this, arguments.length == 0 ? what : what.formatted(arguments));
  }
}
