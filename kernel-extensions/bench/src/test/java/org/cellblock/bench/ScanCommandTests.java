package org.cellblock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.host.Host;
import org.cellblock.procfs.NamespaceInfo;
import org.cellblock.procfs.NamespaceLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScanCommandTests {

  private static final int TRIES = 100;

  @TempDir private Path directory;

  @Test
  void theCScanGivesTheSameAnswer() throws Exception {
    needsCompiler();
    Path scan = CCompiler.compile(directory, "scan", "-Wall", "-Wextra", "-Werror");
    List<String> ours = List.of();
    List<String> theirs = List.of("-");
    for (int i = 0; i < TRIES && !ours.equals(theirs); i++) {
      ours = NamespaceInfo.readOfProcesses().stream().map(ScanCommandTests::line).toList();
      theirs = Host.run(scan.toString(), "--print").stdout().lines().map(this::others).toList();
    }
    assertThat(ours).isNotEmpty().isEqualTo(theirs);
  }

  @Test
  void moreGroupsThanProcessesAreRefused() {
    List<String> refusals = new ArrayList<>();
    CommandLine line = new CommandLine(new ScanCommand());
    line.setParameterExceptionHandler(
        (refused, words) -> {
          refusals.add(refused.getMessage());
          return CommandLine.ExitCode.USAGE;
        });
    line.execute("--processes", "3", "--groups", "4");
    assertThat(refusals)
        .containsExactly(
            "processes [3], groups [4]:"
                + " expected a process or more for each of one or more groups");
  }

  @Test
  void whatDoesntCompileIsToldInTheCompilersWords() throws Exception {
    needsCompiler();
    assertThatThrownBy(() -> CCompiler.compile(directory, "scan", "--no-such-option"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("compile scan.c: ", "no-such-option");
  }

  @Test
  void sleepersThatCantStartSayWhy() throws Exception {
    needsCompiler();
    Path sleepers = CCompiler.compile(directory, "sleepers", "-Wall", "-Wextra", "-Werror");
    assertThatThrownBy(() -> Sleepers.start(sleepers, 1, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("start sleepers [1]: usage: sleepers COUNT GROUPS");
  }

  private static void needsCompiler() {
    assumeTrue(Host.run("sh", "-c", "command -v cc").succeeded(), "needs a C compiler");
    assumeTrue(Files.isReadable(Path.of("/proc/self/ns/uts")), "needs /proc");
  }

  private static String line(NamespaceInfo info) {
    return "%d\t%s\t%d\t%d\t%d\t%d"
        .formatted(
            info.namespace(),
            info.type(),
            info.nprocs(),
            info.pid().orElse(0),
            info.owner().orElse(0),
            info.parent().orElse(0));
  }

  /** Leaves out the uids, which are names with us, and commands; counts out the scan itself. */
  private String others(String line) {
    List<String> words = List.of(line.split("\t"));
    long inode = Long.parseLong(words.get(0));
    boolean isOurs =
        NamespaceLink.readAll(ProcessHandle.current().pid()).stream()
            .anyMatch(link -> link.namespace() == inode);
    int nprocs = Integer.parseInt(words.get(2)) - (isOurs ? 1 : 0);
    return String.join(
        "\t",
        words.get(0),
        words.get(1),
        Integer.toString(nprocs),
        words.get(4),
        words.get(5),
        words.get(6));
  }
}
