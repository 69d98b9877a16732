package org.cellblock.jupyter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.labs.Lab;
import org.cellblock.labs.Labs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("kernel")
class LabCommandTests {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Lab lab = Labs.named("03");

  @TempDir private Path directory;

  @Test
  void listNamesLabsAndTasks() {
    assertThat(run("list")).isZero();
    assertThat(out.toString()).startsWith("03 Namespaces\n   1. A name of one's own\n");
  }

  @Test
  void aSolvedFileIsExitStatusZero() throws Exception {
    Path file = Files.writeString(directory.resolve("mine.jsh"), lab.solution());
    assertThat(run("check", "03", file.toString())).isZero();
    assertThat(out.toString()).startsWith("lab 03 Namespaces: 4 of 4 tasks done\n");
  }

  @Test
  void anUnsolvedFileIsExitStatusOne() throws Exception {
    Path file = Files.writeString(directory.resolve("mine.jsh"), lab.starter());
    assertThat(run("check", "03", file.toString())).isEqualTo(1);
    assertThat(out.toString()).endsWith("help: ./cellblock lab hint 03\n");
  }

  @Test
  void aFileThatDoesNotCompileIsExitStatusOneWithTheCompilersWords() throws Exception {
    Path file = Files.writeString(directory.resolve("mine.jsh"), "int one = \"one\";");
    assertThat(run("check", "03", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("mine.jsh", "incompatible types");
  }

  @Test
  void anUnknownLabIsExitStatusTwoWithTheLabsThereAre() {
    assertThat(run("check", "99")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("lab: lab [99]: expected one of: 03 Namespaces\n");
  }

  @Test
  void anAbsentFileIsExitStatusTwoWithTheCommandThatWritesIt() {
    assertThat(run("check", "03", "/absent.jsh")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("lab: /absent.jsh: no such file; ./cellblock lab start 03 writes it\n");
  }

  @Test
  void aFileThatIsNoneIsOneLine() {
    assertThat(run("check", "03", "/proc")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "/proc can't be read (Is a directory): expected a file with the answer's Java\n");
  }

  @Test
  void aFileThatCannotBeIsExitStatusTwo() {
    assertThat(run("start", "03", "/proc/absent/file")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "lab: /proc/absent/file can't be written (NoSuchFileException): expected a name in a"
                + " directory that exists and is yours\n");
  }

  private int run(String... words) {
    CommandLine line = new CommandLine(new LabCommand());
    line.setParameterExceptionHandler(CellblockCommand::explain);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}
