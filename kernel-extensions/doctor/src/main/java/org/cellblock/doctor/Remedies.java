package org.cellblock.doctor;

import java.util.HashMap;
import java.util.Map;
import org.cellblock.doctor.Finding.YesNo;

/** Says a remedy that mends several things once: at the first, to which the others refer. */
public final class Remedies {

  private final Map<String, String> firstWith = new HashMap<>();

  /**
   * Returns a finding as a line for a terminal; lines stand in columns.
   *
   * @param finding what to show
   */
  public String line(Finding finding) {
    String line =
        "%-4s%-19s%-26s%s"
            .formatted(finding.verdict(), finding.name(), finding.neededFor(), finding.seen());
    return finding.verdict() == YesNo.YES ? line : line + " -> " + saidOnce(finding).remedy();
  }

  Finding saidOnce(Finding finding) {
    String first =
        finding.remedy().isEmpty()
            ? finding.name()
            : firstWith.computeIfAbsent(finding.remedy(), remedy -> finding.name());
    return first.equals(finding.name())
        ? finding
        : new Finding(
            finding.name(),
            finding.verdict(),
            finding.neededFor(),
            finding.seen(),
            "as for " + first);
  }
}
