package org.cellblock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.cellblock.containers.Cells;
import org.cellblock.containers.host.Host;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LaunchCommandTests {

  @Tag("kernel")
  @Test
  void eachSystemHasARowOrAReason() {
    assumeTrue(Host.run("unshare", "--uts", "true").succeeded(), "needs namespaces");
    assumeTrue(Host.run("sh", "-c", "command -v cc").succeeded(), "needs a C compiler");
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(new LaunchCommand()).setOut(new PrintWriter(out));
    assertThat(line.execute("--json", "--rounds=1", "--warm-up=0", "--pause=0")).isZero();
    JsonObject told = JsonParser.parseString(out.toString()).getAsJsonObject();
    JsonObject rows = told.getAsJsonObject("launch");
    JsonObject reasons = told.getAsJsonObject("absent");
    assertThat(rows.keySet())
        .contains("cell", "cell, layers", "Jail", "Bundle.asCell", "C floor", "chroot(1)");
    for (String system : List.of("Lxc", "Runc", "Docker", "crun", "runc", "runsc", "docker")) {
      assertThat(rows.has(system) ^ reasons.has(system)).as(system).isTrue();
    }
    assertThat(Cells.all()).isEmpty();
  }

  @Test
  void noRoundsAreRefused() {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new LaunchCommand()).setErr(new PrintWriter(err));
    assertThat(line.execute("--rounds=0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString())
        .contains(
            "rounds [0], warm-up [30], pause [10]: expected one round or more, and none below 0");
  }
}
