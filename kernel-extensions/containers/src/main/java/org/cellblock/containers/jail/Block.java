package org.cellblock.containers.jail;

import java.util.List;

/**
 * Statements and the jails that they are for.
 *
 * @param name a jail, or a pattern that ends in {@code *}; {@code *} also for what stands outside
 * @param settings the statements, in order
 * @param place where the name begins
 */
record Block(String name, List<Setting> settings, Place place) {

  static final String ALL = "*";

  boolean isPattern() {
    return name.equals(ALL) || name.endsWith(".*");
  }

  boolean isFor(String jail) {
    return name.equals(ALL)
        || name.equals(jail)
        || name.endsWith(".*") && jail.startsWith(name.substring(0, name.length() - 1));
  }
}
