package org.cellblock.jupyter.cli;

import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.cellblock.doctor.Doctor;
import org.cellblock.doctor.DoctorReport;
import org.cellblock.doctor.Remedies;
import org.cellblock.doctor.Rootless;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cellblock doctor}: asks this machine what it allows. */
@Command(name = "doctor", mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    OptionalInt done =
        Rootless.run(json ? new String[] {"doctor", "--json"} : new String[] {"doctor"});
    return done.isPresent() ? done.getAsInt() : examine(spec.commandLine().getOut());
  }

  private int examine(PrintWriter out) throws InterruptedException {
    Remedies remedies = new Remedies();
    DoctorReport report =
        Doctor.ofCourse()
            .examine(
                finding -> {
                  if (!json) {
                    out.println(remedies.line(finding));
                    out.flush();
                  }
                });
    out.println(json ? report.json() : report.verdict());
    out.flush();
    return report.allowsCourse() ? 0 : 1;
  }
}
