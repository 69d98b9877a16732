package org.cellblock.jupyter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.procfs.NamespaceLink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("kernel")
class CinfCommandTests {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final long self = ProcessHandle.current().pid();

  @Test
  void withoutOptionsItListsNamespacesUnderTheToolsHeadings() {
    assertThat(run()).isZero();
    assertThat(lines().get(0).strip()).matches("NAMESPACE +TYPE +NPROCS +USERS +CMD");
    for (NamespaceLink link : NamespaceLink.readAll(self)) {
      assertThat(out.toString()).contains("%d  %s ".formatted(link.namespace(), link.type()));
    }
  }

  @Test
  void aNamespaceIsListedWithEachMembersCgroupsBelowEachOther() {
    long uts = NamespaceLink.readAll(self).get(0).namespace();
    assertThat(run("--namespace", Long.toString(uts))).isZero();
    assertThat(lines().get(0).strip()).matches("PID +PPID +NAME +CMD +NTHREADS +CGROUPS +STATE");
    assertThat(lines()).anyMatch(line -> line.strip().startsWith(self + " "));
  }

  @Test
  void aProcessIsListedWithItsNamespaces() {
    assertThat(run("--pid", Long.toString(self))).isZero();
    assertThat(lines().get(0).strip()).matches("NAMESPACE +TYPE");
    assertThat(lines()).hasSize(1 + NamespaceLink.readAll(self).size());
  }

  @Test
  void theLogIsOneObjectALine() {
    assertThat(run("--log", "RAW:50", "-n", "2")).isZero();
    List<JsonObject> mine =
        lines().stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .filter(each -> each.get("pid").getAsLong() == self)
            .toList();
    assertThat(mine).hasSize(2);
    assertThat(mine.get(0).keySet())
        .containsExactly("pid", "ppid", "name", "state", "nthreads", "cgroups", "uids", "cmd");
    assertThat(mine.get(0).getAsJsonArray("uids")).hasSize(4);
  }

  @Test
  void aPipedMonitorIsALineEachSecondAndSaysWhereFrom() {
    assertThat(run("--mon", Long.toString(self), "--duration", "1.2")).isZero();
    assertThat(out.toString()).contains("PID [" + self + "]", "\ncpu from /", "\nmemory from /");
    assertThat(lines()).last().asString().matches("ended after [0-9]+\\.[0-9] s");
    assertThat(lines())
        .filteredOn(line -> line.matches(" +[0-9]+\\.[0-9] +[0-9]+ .*"))
        .isNotEmpty();
  }

  @Test
  void anInterruptEndsTheLogWithoutAWord() throws Exception {
    Thread thread = new Thread(() -> run("--log", "RAW:100000"));
    thread.start();
    while (thread.isAlive() && out.toString().isEmpty()) {
      Thread.sleep(10);
    }
    thread.interrupt();
    thread.join(60_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--namespace|x|--namespace [x]: expected a number",
        "--namespace|-1|--namespace [-1]: expected a number above 0",
        "--pid|0|--pid [0]: expected a number above 0",
        "--pid|999999999|pid [999999999]: expected a process whose namespaces we may read;"
            + " Procfs.processes() lists all",
        "--cgroup|1|--cgroup [1]: expected PID:HIERARCHY, for example 1:memory or 1:0",
        "--cgroup|999999999:0|pid [999999999]: expected a process; Procfs.processes() lists all",
        "--mon|a:b|--mon [a]: expected a number",
        "--mon|1:a,,b|--mon [1:a,,b]: expected PID or PID:FILE,FILE, for example"
            + " 1:memory.current,pids.current",
        "--mon|999999999|pid [999999999]: expected a process; Procfs.processes() lists all",
        "--log|RAW:0|--log [RAW:0]: expected RAW:MILLISECONDS or HTTP:PORT, for example RAW:200"
            + " or HTTP:3000",
        "--log|HTTP:70000|port [70000]: expected 1 to 65535, or 0 for a free one",
      })
  void aWordThatIsNotUnderstoodIsExitStatusTwo(String option, String word, String expected) {
    assertThat(run(option, word)).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("cinf: " + expected + "\n");
  }

  @Test
  void onlyOneThingCanBeShownAtATime() {
    assertThat(run("--pid", "3", "--namespace", "4")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("cinf: --namespace=ID, --pid=PID are mutually exclusive (specify only one)\n");
  }

  @Test
  void aDurationIsANumberOfSeconds() {
    assertThat(run("--mon", "1", "--duration", "soon")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("cinf: --duration [soon]: expected seconds\n");
  }

  @Test
  void roundsAreOneOrMore() {
    assertThat(run("--log", "RAW:1", "-n", "0")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("cinf: -n [0]: expected 1 or more\n");
  }

  private List<String> lines() {
    return Stream.of(out.toString().split("\n")).toList();
  }

  private int run(String... words) {
    CommandLine line = new CommandLine(new CinfCommand());
    line.setParameterExceptionHandler(CellblockCommand::explain);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}
