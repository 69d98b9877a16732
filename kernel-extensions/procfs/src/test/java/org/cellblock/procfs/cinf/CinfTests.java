package org.cellblock.procfs.cinf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.procfs.Hierarchy;
import org.cellblock.procfs.Membership;
import org.cellblock.procfs.NamespaceInfo;
import org.cellblock.procfs.NamespaceLink;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

@NeedsNamespaces
class CinfTests {

  private static final int TRIES = 20;

  private final long self = ProcessHandle.current().pid();

  @Test
  void theOverviewHasTheColumnsOfTheToolAndIsInOrderOfNumbers() {
    Table table = Cinf.namespaces();
    assertThat(table.columnNames()).containsExactly("namespace", "type", "nprocs", "users", "cmd");
    assertThat(table.longColumn("namespace").asList()).isSorted();
  }

  @Test
  void noCommandIsEmpty() {
    assertThat(Cinf.namespaces().stringColumn("cmd")).noneMatch(String::isBlank);
  }

  @Test
  void everyKindHasAsManyProcessesInAll() {
    Map<String, Integer> sums =
        Cinf.namespaces().stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.getString("type"),
                    Collectors.summingInt(row -> row.getInt("nprocs"))));
    assertThat(sums.keySet()).contains("mnt", "uts", "ipc", "pid", "net", "user", "cgroup");
    assertThat(sums.values().stream().distinct()).hasSize(1);
  }

  @Test
  void theOverviewIsWhatProcfsSays() throws Exception {
    List<String> ours = List.of();
    List<String> theirs = List.of("not read yet");
    for (int i = 0; i < TRIES && !ours.equals(theirs); i++) { // others start and end meanwhile
      ours = Cinf.namespaces().stream().map(CinfTests::row).sorted().toList();
      theirs =
          NamespaceInfo.readAll().stream()
              .filter(each -> !List.of("pid", "user").contains(each.type())) // those of zombies
              .map(each -> each.namespace() + " " + each.type() + " " + each.nprocs())
              .filter(each -> !each.endsWith(" 0"))
              .sorted()
              .toList();
      ours = ours.stream().filter(each -> !each.matches(".* (pid|user) .*")).toList();
    }
    assertThat(ours).isEqualTo(theirs);
  }

  private static String row(Row row) {
    return row.getLong("namespace") + " " + row.getString("type") + " " + row.getInt("nprocs");
  }

  @Test
  void thisProcessIsInEachOfItsNamespaces() {
    for (NamespaceLink link : NamespaceLink.readAll(self)) {
      assertThat(Cinf.namespace(link.namespace()).longColumn("pid").asList()).contains(self);
    }
  }

  @Test
  void aMemberIsDescribedAsTheToolDoes() throws Exception {
    long uts = NamespaceLink.readAll(self).get(0).namespace();
    Table table = Cinf.namespace(uts);
    assertThat(table.columnNames())
        .containsExactly("pid", "ppid", "name", "cmd", "nthreads", "cgroups", "state");
    Row me = table.stream().filter(row -> row.getLong("pid") == self).findFirst().orElseThrow();
    assertThat(me.getString("cgroups"))
        .isEqualTo(Files.readString(Path.of("/proc/self/cgroup")).strip());
    assertThat(me.getString("name")).isEqualTo("java");
    assertThat(me.getString("state")).contains(" (");
  }

  @Test
  void aProcessIsInOneNamespaceOfEachKind() {
    Table table = Cinf.process(self);
    assertThat(table.columnNames()).containsExactly("namespace", "type");
    assertThat(table.stringColumn("type").asList())
        .isEqualTo(NamespaceLink.readAll(self).stream().map(NamespaceLink::type).toList());
  }

  @Test
  void processesThatKeepTheirNamespacesAreCounted() {
    assertThat(Cinf.refused(1)).startsWith("1 process can't be looked at by ");
    assertThat(Cinf.refused(81)).startsWith("81 processes can't be looked at by ");
  }

  @Test
  void aNamespaceThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Cinf.namespace(12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "namespace [12]: expected the number of one with a process that we may look at;"
                + " Cinf.namespaces() lists all");
  }

  @Test
  void aPidThatIsNotThereIsNamed() {
    String expected = "pid [999999999]: expected a process; Procfs.processes() lists all";
    assertThatThrownBy(() -> Cinf.cgroup(999_999_999, "memory")).hasMessage(expected);
    assertThatThrownBy(() -> Cinf.controlFiles(999_999_999, "tasks")).hasMessage(expected);
    assertThatThrownBy(() -> CinfProcess.read(999_999_999)).hasMessage(expected);
  }

  @Test
  void aHierarchyThatIsNotThereIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> Cinf.cgroup(self, "nope"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "hierarchy \\[nope]: expected a number or a controller of process "
                + self
                + "'s: ([0-9]+( \\([a-z0-9_=,]+\\))?(, )?)+");
  }

  @Test
  void aControlFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Cinf.controlFiles(self, "memory.nope"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "control file [memory.nope]: expected one that a cgroup of process %d has;"
                    .formatted(self)
                + " cinf --cgroup PID:HIERARCHY lists them");
  }

  @Test
  void theControlFilesOfThisProcessAreShownWithTheirLines() throws Exception {
    Membership mine = visible();
    Table table = Cinf.cgroup(self, mine.hierarchy());
    assertThat(table.columnNames()).containsExactly("controlfile", "value");
    Path cgroup = Path.of(table.name());
    Row procs = row(table, "cgroup.procs");
    assertThat(procs.getString("value").lines()).contains(Long.toString(self));
    assertThat(table.stringColumn("controlfile").asList())
        .allSatisfy(name -> assertThat(cgroup.resolve(name)).isRegularFile());
  }

  @Test
  void aHierarchyCanBeNamedByItsController() {
    Membership mine = visible();
    Optional<String> controller =
        Hierarchy.readAll().stream()
            .filter(each -> each.has(mine))
            .flatMap(each -> each.controllers().stream())
            .findFirst();
    assumeThat(controller).as("a hierarchy with controllers").isPresent();
    assertThat(Cinf.cgroup(self, controller.get()).name())
        .isEqualTo(Cinf.cgroup(self, mine.hierarchy()).name());
  }

  @Test
  void someControlFilesAreFoundInWhateverHierarchyTheyAre() {
    visible();
    Table table = Cinf.controlFiles(self, "cgroup.procs");
    assertThat(table.stringColumn("controlfile").asList()).containsExactly("cgroup.procs");
    assertThat(table.stringColumn("value").get(0)).isNotEmpty();
  }

  /** Returns a membership whose cgroup a mount shows here. */
  private Membership visible() {
    CinfCgroups cgroups = CinfCgroups.of(self);
    List<Membership> seen =
        Membership.readAll(self).stream()
            .filter(each -> cgroups.directory(each).isPresent())
            .toList();
    assumeThat(seen).as("a mounted cgroup hierarchy").isNotEmpty();
    return seen.get(0);
  }

  private static Row row(Table table, String controlFile) {
    return table.stream()
        .filter(row -> row.getString("controlfile").equals(controlFile))
        .findFirst()
        .orElseThrow();
  }
}
