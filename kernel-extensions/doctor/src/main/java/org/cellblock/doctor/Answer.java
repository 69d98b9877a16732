package org.cellblock.doctor;

/**
 * What a probe saw.
 *
 * @param seen one line
 * @param remedy what mends it; empty for a yes
 */
record Answer(String seen, String remedy) {

  static Answer yes(String seen) {
    return new Answer(seen, "");
  }

  static Answer no(String seen, String remedy) {
    return new Answer(seen, remedy);
  }

  boolean isYes() {
    return remedy.isEmpty();
  }
}
