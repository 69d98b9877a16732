package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cellblock.linux.Namespace;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class ProcfsTests {

  private final long self = ProcessHandle.current().pid();

  @Test
  void theTableOfProcessesHasTheColumnsThatAreDocumented() {
    Table processes = Procfs.processes();
    assertThat(processes.columnNames())
        .containsExactly("pid", "ppid", "user", "state", "threads", "rss", "command");
    assertThat(processes.types())
        .containsExactly(
            ColumnType.LONG,
            ColumnType.LONG,
            ColumnType.STRING,
            ColumnType.STRING,
            ColumnType.INTEGER,
            ColumnType.LONG,
            ColumnType.STRING);
  }

  @Test
  void thisProcessIsAmongThem() {
    ProcessInfo me =
        ProcessInfo.readAll().stream().filter(each -> each.pid() == self).findFirst().orElseThrow();
    assertThat(me.ppid()).isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
    assertThat(me.threads()).isGreaterThan(5);
    assertThat(me.rss()).isGreaterThan(10_000);
    assertThat(me.command()).contains("java");
  }

  @Test
  void theNamespacesOfThisProcessAreWhatItsLinksSay() throws Exception {
    List<NamespaceLink> links = NamespaceLink.readAll(self);
    assertThat(links).isNotEmpty();
    for (NamespaceLink link : links) {
      String target = Files.readSymbolicLink(Path.of("/proc/self/ns/" + link.type())).toString();
      assertThat(target).isEqualTo("%s:[%d]".formatted(link.type(), link.namespace()));
    }
  }

  @Test
  void eachKindHasAsManyMembersAsThereAreProcessesThatMayBeRead() {
    long readable =
        Arrays.stream(Path.of("/proc").toFile().list())
            .filter(name -> Files.isReadable(Path.of("/proc", name, "ns", "uts")))
            .filter(name -> Character.isDigit(name.charAt(0)))
            .count();
    int members =
        NamespaceInfo.readAll().stream()
            .filter(each -> each.type().equals(Namespace.UTS.procName()))
            .mapToInt(NamespaceInfo::nprocs)
            .sum();
    assertThat((long) members).isBetween(readable - 20, readable + 20).isPositive();
  }

  @Test
  void aPidThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Procfs.namespaces(999_999_999))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "pid [999999999]: expected a process whose namespaces we may read;"
                + " Procfs.processes() lists all");
  }
}
