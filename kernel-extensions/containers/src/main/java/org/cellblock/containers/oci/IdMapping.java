package org.cellblock.containers.oci;

/**
 * A range of user or group ids of a user namespace.
 *
 * @param inside the first as the container sees it
 * @param outside the first as the host sees it
 * @param count how many, 1 or more
 */
record IdMapping(long inside, long outside, long count) {

  IdMapping {
    if (inside < 0 || outside < 0 || count < 1) {
      throw new IllegalArgumentException(
          "id map [%d %d %d]: expected ids from 0 on and a count from 1 on"
              .formatted(inside, outside, count));
    }
  }
}
