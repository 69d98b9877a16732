package org.cellblock.containers.image;

/** What an image has used of its {@link UnpackLimits} until now. */
final class UnpackBudget {

  private static final String WAY_OUT =
      "; is it an image that you trust? umoci unpack or skopeo copy have no such bound";

  private final UnpackLimits limits;
  private long streamed;
  private long written;
  private long entries;

  UnpackBudget(UnpackLimits limits) {
    this.limits = limits;
  }

  /** Checks how far a layer has been unzipped. */
  void checkLayer(Blob blob, long stored, long unpacked) {
    if (unpacked > UnpackLimits.FREE_OF_RATIO && unpacked / limits.ratio() > stored) {
      throw new IllegalArgumentException(
          ("layer [%s]: [%d] bytes of it unpack to more than [%d]; expected at most %d to 1, as in"
                  + " no bomb%s")
              .formatted(blob.digest(), stored, unpacked, limits.ratio(), WAY_OUT));
    }
    checkBytes(blob, streamed + unpacked);
  }

  void addLayer(long unpacked) {
    streamed += unpacked;
  }

  /** Counts what is written: a sparse file in a tar has more bytes than the tar. */
  void addWritten(Blob blob, long more) {
    written += more;
    checkBytes(blob, written);
  }

  void addEntry(Blob blob) {
    if (++entries > limits.entries()) {
      throw new IllegalArgumentException(
          "layer [%s]: the image has more than [%d] entries; expected at most so many%s"
              .formatted(blob.digest(), limits.entries(), WAY_OUT));
    }
  }

  void checkDepth(String entry, int depth) {
    if (depth > limits.depth()) {
      throw new IllegalArgumentException(
          "layer entry [%s]: [%d] directories deep; expected at most %d%s"
              .formatted(Entry.shown(entry), depth, limits.depth(), WAY_OUT));
    }
  }

  private void checkBytes(Blob blob, long bytes) {
    if (bytes > limits.bytes()) {
      throw new IllegalArgumentException(
          "layer [%s]: the image unpacks to more than [%d] bytes; expected at most so many%s"
              .formatted(blob.digest(), limits.bytes(), WAY_OUT));
    }
  }
}
