package org.cellblock.containers.jail;

import java.util.List;

/**
 * Statements and the jails that they are for.
 *
 * @param name a jail, or a pattern: one in which a part between dots is {@code *}; {@code *} also
 *     for what stands outside
 * @param settings the statements, in order
 * @param place where the name begins
 */
record Block(String name, List<Setting> settings, Place place) {

  static final String ALL = "*";

  boolean isPattern() {
    return List.of(name.split("\\.", -1)).contains(ALL);
  }

  /**
   * Says whether it is for a jail. The last {@code *} stands for one part or more, others for one.
   */
  boolean isFor(String jail) {
    String[] parts = jail.split("\\.", -1);
    String[] own = name.split("\\.", -1);
    boolean isOpen = own[own.length - 1].equals(ALL);
    if (isOpen ? parts.length < own.length : parts.length != own.length) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      if (!own[i].equals(ALL) && !own[i].equals(parts[i])) {
        return false;
      }
    }
    return true;
  }
}
