package org.cellblock.jupyter.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cellblock.claims.CheckedClaim;
import org.cellblock.claims.Claim;
import org.cellblock.claims.ClaimsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellblock claims}: checks what people say about containers by experiments here. */
@Command(name = "claims", mixinStandardHelpOptions = true)
final class ClaimsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json")
  private boolean json;

  @Parameters(paramLabel = "ID")
  private List<String> ids = List.of();

  @Override
  public Integer call() {
    ClaimsReport report = new ClaimsReport();
    PrintWriter out = spec.commandLine().getOut();
    for (String id : known()) {
      String line = check(id, report);
      if (!json) {
        out.println(line);
        out.flush();
      }
    }
    out.println(json ? report.json() : report.summary());
    out.flush();
    return report.isAsExpected() ? 0 : 1;
  }

  /** Finds all before the first is checked: a mistyped id shouldn't come to light at the end. */
  private List<String> known() {
    List<String> known = new ArrayList<>();
    try {
      ids.forEach(id -> known.add(Claim.of(id).id()));
    } catch (IllegalArgumentException unknown) {
      throw new ParameterException(spec.commandLine(), unknown.getMessage());
    }
    return ids.isEmpty() ? Claim.list().stream().map(Claim::id).toList() : known;
  }

  private static String check(String id, ClaimsReport report) {
    try {
      CheckedClaim checked = Claim.check(id);
      report.add(checked);
      return ClaimsReport.line(checked);
    } catch (IllegalStateException broke) {
      report.addBroken(id, broke.getMessage());
      return ClaimsReport.line(id, broke.getMessage());
    }
  }
}
