package org.cellblock.containers.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Linux;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@NeedsNamespaces
class OverlayTests {

  @TempDir Path app;

  private final Cell cell = Cell.open("overlay");

  @AfterEach
  void close() {
    cell.close();
  }

  @Test
  void aCellSeesAllLayersAsOneTree() throws IOException {
    Files.writeString(app.resolve("hello"), "from the app\n");
    enter(RootFs.layers(RootFs.busybox(), app));
    assertThat(cell.run("cat", "/hello").stdout()).isEqualTo("from the app\n");
  }

  @Test
  void theUpperLayerHidesTheLower() throws IOException {
    Files.writeString(Files.createDirectory(app.resolve("etc")).resolve("hosts"), "mine\n");
    enter(RootFs.layers(RootFs.busybox(), app));
    assertThat(cell.run("cat", "/etc/hosts", "/etc/group").stdout())
        .startsWith("mine\n")
        .contains("nogroup");
  }

  @Test
  void aCellWithAnotherRootMakesNoDirectoriesThere() {
    Overlay root = RootFs.layers(RootFs.busybox());
    cell.unshare(MOUNT).call(() -> Linux.chroot(app.toString()));
    assertThatThrownBy(() -> cell.call(root::mount))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/mnt]: not there in this cell's root");
    assertThat(app).isEmptyDirectory();
  }

  @Test
  void enteringAloneChangesNothing() {
    Overlay root = RootFs.layers(RootFs.busybox());
    enter(root);
    cell.run("true");
    assertThat(root.diff()).isEmpty();
  }

  @Test
  void theDiffTellsWhatWasAddedChangedAndDeleted() {
    Overlay root = RootFs.layers(RootFs.busybox());
    enter(root);
    shell("echo new >/home/new; echo more >>/etc/hosts; rm /etc/group; mkdir /srv");
    assertThat(lines(root.diff(), "change", "path", "type"))
        .containsExactly(
            "deleted /etc/group whiteout",
            "changed /etc/hosts file",
            "added /home/new file",
            "added /srv directory");
  }

  @Test
  void aDirectoryMadeAnewIsOpaque() {
    Overlay root = RootFs.layers(RootFs.busybox());
    enter(root);
    shell("rm -r /etc && mkdir /etc");
    assertThat(lines(root.diff(), "change", "path", "type"))
        .containsExactly("replaced /etc opaque directory");
    assertThat(root.files().stringColumn("path").asList())
        .contains("/etc")
        .doesNotContain("/etc/hosts");
  }

  @Test
  void aDirectoryIsChangedWhenItsModeIs() {
    Overlay root = RootFs.layers(RootFs.busybox());
    enter(root);
    shell("chmod 700 /home");
    assertThat(lines(root.diff(), "change", "path", "mode")).containsExactly("changed /home 0700");
  }

  @Test
  void theLayersThemselvesStayAsTheyAre() throws IOException {
    Path file = Files.writeString(app.resolve("file"), "before");
    enter(RootFs.layers(RootFs.busybox(), app));
    shell("echo after >/file; rm -r /etc");
    assertThat(file).hasContent("before");
    assertThat(RootFs.busybox().files().stringColumn("path").asList()).contains("/etc/hosts");
  }

  @Test
  void theDiffOutlivesTheCell() {
    Overlay root = RootFs.layers(RootFs.busybox());
    enter(root);
    shell("echo x >/home/kept");
    cell.close();
    assertThat(lines(root.diff(), "path")).containsExactly("/home/kept");
    assertThat(root.upper().resolve("home/kept")).hasContent("x");
  }

  @Test
  void theHostsProgramsFindTheUpperLayer() {
    Overlay root = RootFs.layers(RootFs.busybox());
    enter(root);
    shell("echo secret >/home/kept");
    assertThat(Host.run("cat", root.upper() + "/home/kept").stdout()).isEqualTo("secret\n");
  }

  @Test
  void everyFileNamesItsLayer() throws IOException {
    Files.writeString(app.resolve("b"), "12345");
    Overlay root = RootFs.layers(RootFs.busybox(), app);
    enter(root);
    shell("echo x >/c");
    assertThat(lines(root.files(), "path", "size", "layer"))
        .contains("/b 5 " + app, "/c 2 upper")
        .anyMatch(line -> line.matches("/bin/busybox \\d+ .*/base"));
  }

  @Test
  void eachCellHasAnUpperLayerOfItsOwn() {
    Overlay root = RootFs.layers(RootFs.busybox());
    enter(root);
    shell("echo x >/home/first");
    try (Cell second = Cell.open("overlay-2")) {
      second.unshare(MOUNT).pivotRoot(root);
      assertThat(second.run("ls", "/home").stdout()).isEmpty();
      assertThat(root.diff()).isEmpty();
    }
    assertThat(cell.run("ls", "/home").stdout()).isEqualTo("first\n");
  }

  @Test
  void anOverlayCanBeALayer() throws IOException {
    Path bottom = Files.createDirectory(app.resolve("bottom"));
    Files.writeString(bottom.resolve("hello"), "x");
    Overlay base = RootFs.layers(RootFs.busybox(), bottom);
    Path top = Files.createDirectory(app.resolve("top"));
    Files.writeString(top.resolve("more"), "y");
    enter(RootFs.layers(base, top));
    assertThat(cell.run("cat", "/hello", "/more").stdout()).isEqualTo("xy");
  }

  @Test
  void aDirectoryWithACommaAndAColonIsALayer() throws IOException {
    Path odd = Files.createDirectory(app.resolve("a,b:c\\d"));
    Files.writeString(odd.resolve("hello"), "odd");
    enter(RootFs.layers(RootFs.busybox(), odd));
    assertThat(cell.run("cat", "/hello").stdout()).isEqualTo("odd");
  }

  @Test
  void itTellsTheDiffFromInsideToo() {
    Overlay root = RootFs.layers(RootFs.busybox());
    enter(root);
    shell("echo x >/home/inside");
    List<String> seen = cell.call(() -> lines(root.diff(), "path"));
    assertThat(seen).containsExactly("/home/inside");
  }

  @Test
  void noDiffBeforeACellHasEntered() {
    assertThatThrownBy(() -> RootFs.layers(app).diff())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "diff: no cell has entered these layers: cell.unshare(MOUNT).pivotRoot(..) first");
  }

  @Test
  void noDiffOfARootWithoutAnUpperLayer() {
    assertThatThrownBy(() -> RootFs.of(app).diff())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "diff: this root has no upper layer that would hold the changes:"
                + " RootFs.layers(root) gives it one");
  }

  @Test
  void aLayerThatIsNoDirectoryIsRefused() {
    assertThatThrownBy(() -> RootFs.layers(RootFs.busybox(), Path.of("/no/such")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("root file system [/no/such]: expected a directory that exists");
  }

  @Test
  void aLayerTwiceIsRefused() {
    assertThatThrownBy(() -> enter(RootFs.layers(RootFs.busybox(), app, app)))
        .isInstanceOf(SyscallException.class)
        .hasMessageEndingWith(
            "ELOOP (40) Too many levels of symbolic links\n"
                + "Hint: not the links: a directory is in the overlay twice, or one is inside"
                + " another; see mount(8), overlay");
  }

  @Test
  void noLayerIsRefused() {
    assertThatThrownBy(() -> RootFs.layers(new RootFs[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layers: expected one or more");
  }

  @Test
  void tooManyLayersAreRefused() {
    RootFs[] many = new RootFs[400];
    Arrays.fill(many, RootFs.of(app));
    cell.unshare(MOUNT);
    assertThatThrownBy(() -> cell.pivotRoot(RootFs.layers(many)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "layers: 400 layers make \\[\\d+\\] bytes of options: expected at most 4095;"
                + " take fewer layers, or shorter paths");
  }

  @Test
  void theMountIsRefusedWhileTheCellSharesTheHosts() {
    assertThatThrownBy(() -> cell.pivotRoot(RootFs.layers(RootFs.busybox())))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("refused: this cell still shares MOUNT with the host");
  }

  private void enter(RootFs root) {
    cell.unshare(MOUNT, PID).pivotRoot(root);
  }

  private void shell(String script) {
    Output output = cell.run("sh", "-c", script);
    assertThat(output.succeeded()).as(output.toString()).isTrue();
  }

  private static List<String> lines(Table table, String... columns) {
    return StreamSupport.stream(table.spliterator(), false)
        .map(
            row ->
                String.join(
                    " ",
                    Arrays.stream(columns)
                        .map(column -> String.valueOf(row.getObject(column)))
                        .toList()))
        .toList();
  }
}
