package org.cellblock.jupyter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.cellblock.claims.CheckedClaim;
import org.cellblock.claims.Claim;
import org.cellblock.claims.ClaimsReport;
import org.cellblock.claims.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("kernel")
class ClaimsCommandTests {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aClaimIsTwoLinesThenTheSummary() {
    assertThat(run("c018")).isZero();
    assertThat(out)
        .hasToString(
            """
            C018   expected not testable  found not testable       Most of the time nobody needs to look under the hood.
                   an opinion of October 2016
            1 claims: 0 confirmed, 0 corrected, 0 outdated, 0 not testable here, 1 not testable; 0 otherwise than expected.
            """);
  }

  @Test
  void jsonIsOneObject() {
    assertThat(run("--json", "C018", "C008")).isZero();
    JsonObject all = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(all.get("asExpected").getAsBoolean()).isTrue();
    assertThat(all.getAsJsonArray("claims")).hasSize(2);
    JsonObject kinds = all.getAsJsonArray("claims").get(1).getAsJsonObject();
    assertThat(kinds.get("found").getAsString()).isEqualTo("outdated");
  }

  @Test
  void anUnknownIdIsExitStatusTwoBeforeAnythingIsChecked() {
    assertThat(run("C018", "C999")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith("claims: claim [C999]: expected one of ");
  }

  @Test
  void aMismatchIsNotAsExpectedAndWrong() {
    CheckedClaim wrong = found(Verdict.CONFIRMED);
    ClaimsReport report = new ClaimsReport();
    report.add(wrong);
    assertThat(report.isAsExpected()).isFalse();
    assertThat(report.summary())
        .isEqualTo(
            "1 claims: 1 confirmed, 0 corrected, 0 outdated, 0 not testable here, 0 not testable;"
                + " 1 otherwise than expected.");
    assertThat(ClaimsReport.line(wrong)).contains("found confirmed          WRONG  ");
  }

  @Test
  void whatCannotBeTestedHereIsNoMismatch() {
    ClaimsReport report = new ClaimsReport();
    report.add(found(Verdict.NOT_TESTABLE));
    assertThat(report.isAsExpected()).isTrue();
    assertThat(report.summary())
        .isEqualTo(
            "1 claims: 0 confirmed, 0 corrected, 0 outdated, 1 not testable here, 0 not testable;"
                + " 0 otherwise than expected.");
    assertThat(report.json()).contains("\"found\": \"not testable here\"");
  }

  @Test
  void aBrokenExperimentIsNotAsExpected() {
    ClaimsReport report = new ClaimsReport();
    report.addBroken("C008", "no disk");
    assertThat(report.isAsExpected()).isFalse();
    assertThat(report.summary())
        .isEqualTo(
            "1 claims: 0 confirmed, 0 corrected, 0 outdated, 0 not testable here, 0 not testable;"
                + " 0 otherwise than expected, 1 broken.");
    assertThat(report.json()).contains("\"found\": \"broken\"", "\"evidence\": \"no disk\"");
  }

  private static CheckedClaim found(Verdict found) {
    return new CheckedClaim(Claim.of("C008"), Verdict.OUTDATED, found, "seen", 1);
  }

  private int run(String... words) {
    CommandLine line = new CommandLine(new ClaimsCommand());
    line.setParameterExceptionHandler(CellblockCommand::explain);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}
