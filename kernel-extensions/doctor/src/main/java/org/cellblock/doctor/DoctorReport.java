package org.cellblock.doctor;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * All that the doctor found.
 *
 * @param mode {@code root}, {@code rootless} or {@code none}, see {@link Privilege}
 * @param findings one for each probe, in their order
 */
public record DoctorReport(String mode, List<Finding> findings) {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** Copies the list. */
  public DoctorReport {
    findings = List.copyOf(findings);
  }

  /** Says whether nothing is missing that the whole course needs. */
  public boolean allowsCourse() {
    return findings.stream().noneMatch(Finding::forbidsCourse);
  }

  /** Returns the one sentence that sums it up. */
  public String verdict() {
    List<String> missing =
        findings.stream().filter(Finding::forbidsCourse).map(Finding::name).toList();
    return missing.isEmpty()
        ? "The course can be taken on this machine (%s).".formatted(mode)
        : "The course can't be taken on this machine yet; missing: %s."
            .formatted(String.join(", ", missing));
  }

  /**
   * Returns the findings as a table.
   *
   * @return columns name, verdict, neededFor, seen, remedy (STRING); a remedy of several is said at
   *     the first, to which the others refer
   */
  public Table table() {
    Remedies remedies = new Remedies();
    return Tables.of(verdict(), Finding.class, findings.stream().map(remedies::saidOnce).toList());
  }

  /**
   * Returns the findings as JSON.
   *
   * @return an object with {@code course} (boolean), {@code mode} and {@code findings}, an array of
   *     objects with {@code name}, {@code verdict} ({@code yes} or {@code no}), {@code needed}
   *     (boolean), {@code neededFor}, {@code seen} and {@code remedy}
   */
  public String json() {
    JsonArray array = new JsonArray();
    findings.forEach(finding -> array.add(json(finding)));
    JsonObject all = new JsonObject();
    all.addProperty("course", allowsCourse());
    all.addProperty("mode", mode);
    all.add("findings", array);
    return GSON.toJson(all);
  }

  private static JsonObject json(Finding finding) {
    JsonObject one = new JsonObject();
    one.addProperty("name", finding.name());
    one.addProperty("verdict", finding.verdict().toString());
    one.addProperty("needed", finding.neededFor().equals(Finding.COURSE));
    one.addProperty("neededFor", finding.neededFor());
    one.addProperty("seen", finding.seen());
    one.addProperty("remedy", finding.remedy());
    return one;
  }
}
