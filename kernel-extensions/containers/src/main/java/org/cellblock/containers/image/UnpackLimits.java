package org.cellblock.containers.image;

/**
 * How much an image may unpack to, so that a small file can't fill a machine.
 *
 * <p>Real images stay far below: the bounds are a hundred times what is usual, or what Linux itself
 * allows.
 *
 * @param bytes that all layers of an image may have unpacked, tars and files alike
 * @param entries that all layers of an image may have
 * @param ratio of a layer's bytes unpacked to its bytes as stored
 * @param depth of directories in one another
 */
record UnpackLimits(long bytes, long entries, long ratio, int depth) {

  /** 8 GiB, 1,000,000 entries, 100 to 1, 256 directories deep. */
  static final UnpackLimits USUAL = new UnpackLimits(8L << 30, 1_000_000, 100, 256);

  /**
   * A layer may unpack to as much as this (16 MiB) at any ratio: zeros in small layers do no harm.
   */
  static final long FREE_OF_RATIO = 16L << 20;

  /** Linux's NAME_MAX, in bytes. */
  static final int LONGEST_NAME = 255;

  /** Linux's PATH_MAX without the NUL, in bytes; a link may say as much. */
  static final int LONGEST_PATH = 4095;

  /** The size in bytes (4 MiB) that a manifest, an index or a configuration may have. */
  static final long LARGEST_DOCUMENT = 4L << 20;
}
