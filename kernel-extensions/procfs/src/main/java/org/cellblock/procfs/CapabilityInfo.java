package org.cellblock.procfs;

import java.util.List;
import java.util.stream.Stream;
import org.cellblock.linux.Capability;

/**
 * One capability, and in which of a process's five sets it is.
 *
 * @param capability its name
 * @param effective {@code yes} where the kernel lets the process use it now
 * @param permitted {@code yes} where the process may make it effective
 * @param inheritable {@code yes} where execve(2) may keep it, if the program's file says so too
 * @param bounding {@code yes} where execve(2) may still gain it
 * @param ambient {@code yes} where execve(2) keeps it for any program
 * @param allows what it lets do
 * @see <a href="https://man7.org/linux/man-pages/man7/capabilities.7.html">capabilities(7)</a>
 */
public record CapabilityInfo(
    String capability,
    String effective,
    String permitted,
    String inheritable,
    String bounding,
    String ambient,
    String allows) {

  /**
   * Reads the capabilities of a process's first thread.
   *
   * @param pid a process
   * @return one record for each capability, held or not, by number
   * @throws IllegalArgumentException when there is no such process
   */
  public static List<CapabilityInfo> readAll(long pid) {
    return of(ProcFile.status(pid));
  }

  static List<CapabilityInfo> of(Status status) {
    return Stream.of(Capability.values()).map(capability -> of(capability, status)).toList();
  }

  /** Says what a mask of status holds, in words. */
  static String describe(Status status, String key) {
    return Capability.describe(mask(status, key));
  }

  private static CapabilityInfo of(Capability capability, Status status) {
    return new CapabilityInfo(
        capability.name(),
        yes(capability, status, "CapEff"),
        yes(capability, status, "CapPrm"),
        yes(capability, status, "CapInh"),
        yes(capability, status, "CapBnd"),
        yes(capability, status, "CapAmb"),
        capability.allows());
  }

  private static String yes(Capability capability, Status status, String key) {
    return capability.isIn(mask(status, key)) ? "yes" : "";
  }

  private static long mask(Status status, String key) {
    String mask = status.value(key);
    return mask.isEmpty() ? 0 : Long.parseUnsignedLong(mask, 16);
  }
}
