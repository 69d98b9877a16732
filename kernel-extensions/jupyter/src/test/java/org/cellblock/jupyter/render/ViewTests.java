package org.cellblock.jupyter.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.cellblock.containers.host.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ViewTests {
  private static Table numbers(int count) {
    return Table.create("numbers", IntColumn.create("n", IntStream.range(0, count)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'</pre><b>&amp;"})
  void hostileTextStaysText(String text) {
    Table table = Table.create(text, StringColumn.create(text, List.of(text)));
    Box box = new Box("cell", text, text, List.of());
    assertThat(TableView.of(table).html()).doesNotContain("<script", "<img", "<b>");
    assertThat(TerminalView.html(text, text, text, text)).doesNotContain("<script", "<img", "<b>");
    assertThat(BoxView.html(box)).doesNotContain("<script", "<img", "<b>");
    assertThat(Sparkline.of(1).svg(text).render()).doesNotContain("<script", "<img", "<b>");
  }

  @Test
  void numbersStandToTheRight() {
    assertThat(TableView.of(numbers(1)).html())
        .contains("text-align:right")
        .contains("<th scope=\"col\"");
  }

  @Test
  void aLongTableShowsItsHeadItsTailAndItsLength() {
    String html = TableView.of(numbers(1000)).html();
    assertThat(html)
        .contains(">19</td>", ">999</td>", "numbers · 1000 rows", "… 975 more rows …")
        .doesNotContain(">20</td>", ">994</td>");
  }

  @Test
  void aTableOfSeventyRowsIsShownWhole() {
    assertThat(TableView.of(numbers(70)).html()).doesNotContain("more rows");
  }

  @Test
  void aLongValueWithoutBlanksWraps() {
    Table table = Table.create("t", StringColumn.create("path", "/web", "/" + "web".repeat(30)));
    assertThat(TableView.of(table).html()).containsOnlyOnce("overflow-wrap:anywhere");
  }

  @Test
  void aNameIsNotBrokenAtItsHyphen() {
    Table table =
        Table.create("t", StringColumn.create("name", "runc-1", "a command of two lines"));
    assertThat(TableView.of(table).html())
        .containsPattern("white-space:nowrap;\">runc-1<")
        .doesNotContainPattern("white-space:nowrap;\">a command");
  }

  @Test
  void aCaptionIsAsLongAsItMustBe() {
    assertThat(TableView.of(numbers(0)).html()).containsPattern("<caption [^>]*white-space:nowrap");
    Table wordy = Table.create("a title that tells what could not be read", IntColumn.create("n"));
    assertThat(TableView.of(wordy).html()).doesNotContain("white-space:nowrap");
  }

  @Test
  void aLongCommandLineShowsItsBeginningAndAllOfItInItsTitle() {
    String flags = "java" + " -XX:+Flag".repeat(20);
    Table table =
        Table.create("t", StringColumn.create("cmd", flags), StringColumn.create("key", flags));
    assertThat(TableView.of(table).html())
        .contains(
            "title=\"" + flags + "\"",
            ">" + flags.substring(0, 79) + "…</td>",
            ">" + flags + "</td>");
    assertThat(TableView.of(table).text()).contains(flags + "  " + flags);
  }

  @Test
  void aTableIsTextAsWell() {
    Table table =
        Table.create(
            "t", IntColumn.create("pid", 7, 1234), StringColumn.create("command", "sh", "ps"));
    assertThat(TableView.of(table).text())
        .isEqualTo("t · 2 rows\n pid  command\n   7  sh\n1234  ps");
  }

  @Test
  void aRowOfTextIsOneLine() {
    Table table = Table.create("t", StringColumn.create("command", "sh -c read\nls"));
    assertThat(TableView.of(table).text()).isEqualTo("t · 1 row\ncommand\nsh -c read\\nls");
  }

  @Test
  void anEmptyTableHasItsHeader() {
    assertThat(TableView.of(numbers(0)).html()).contains("numbers · 0 rows", ">n</th>");
  }

  @Test
  void aTerminalShowsCommandStreamsAndEnd() {
    assertThat(TerminalView.html("sh -c x", "out", "err\n", "[exit status 3]"))
        .contains("$ sh -c x\n", "out", "\nerr\n", "[exit status 3]");
  }

  @Test
  void aBarIsAsLongAsThePartThatIsUsed() {
    Box.Bar bar = new Box.Bar("pids", "5 of 20", 0.25);
    Box box = new Box("cgroup", "demo", "", List.of(bar), List.of());
    assertThat(BoxView.html(box)).contains("width:25%", "25 percent", "5 of 20");
    assertThat(box).hasToString("cgroup demo · pids 5 of 20 ███░░░░░░░");
  }

  @Test
  void boxesStandInBoxes() {
    Box process = new Box("process", "init", "pid 1", List.of());
    Box host = new Box("host", "vm", "", List.of(new Box("cell", "web", "", List.of(process))));
    assertThat(BoxView.html(host)).containsSubsequence("vm", "web", "init", "pid 1");
  }

  @Test
  void nothingNeedsAScriptOrAnotherMachine() {
    String all = TableView.of(numbers(3)).html() + TerminalView.html("a", "b", "c", "d");
    assertThat(all).doesNotContain("<script", "http", "url(", "@import");
  }
}
