package org.cellblock.containers.oci;

/**
 * A range of user or group ids of a user namespace.
 *
 * @param inside the first as the container sees it
 * @param outside the first as the host sees it
 * @param count how many, 1 or more
 */
record IdMapping(long inside, long outside, long count) {

  /** To the kernel, 32 bits that are all 1 are no id. */
  private static final long IDS = 0xffff_ffffL;

  IdMapping {
    boolean isRange = inside >= 0 && outside >= 0 && count >= 1 && count <= IDS;
    if (!isRange || inside > IDS - count || outside > IDS - count) {
      throw new IllegalArgumentException(
          "id map [%d %d %d]: expected ids from 0 on and a count from 1 on, all below %d"
              .formatted(inside, outside, count, IDS));
    }
  }
}
