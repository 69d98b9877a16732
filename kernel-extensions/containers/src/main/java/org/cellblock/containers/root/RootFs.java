package org.cellblock.containers.root;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.linux.Given;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * A directory tree that can become the root of a cell.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/pivot_root.2.html">pivot_root(2)</a>
 */
@FunctionalInterface
public interface RootFs {

  /**
   * Returns the smallest useful root: busybox and its applets, offline, writable, in memory; each
   * cell gets its own, and it goes with the cell.
   *
   * @return the root, made from the distribution's static busybox
   * @throws IllegalStateException where that program is not installed
   */
  static RootFs busybox() {
    return Busybox.INSTALLED.get();
  }

  /**
   * Returns a directory of the host as a root; what a cell writes to it stays.
   *
   * @param directory a tree with at least {@code proc}, {@code dev} and a program to run
   * @return the root
   * @throws IllegalArgumentException when it is no directory
   */
  static RootFs of(Path directory) {
    return DirectoryRoot.of(directory);
  }

  /**
   * Stacks roots by an overlay: a cell sees them as one tree, and what it writes goes into an upper
   * layer in memory; the layers themselves stay as they are.
   *
   * @param lower one or more, the lowest first: in {@code layers(base, app)}, app hides base
   * @return the stack, which tells what a cell changed; see {@link Overlay#diff()}
   * @throws IllegalArgumentException for no layer
   */
  static Overlay layers(RootFs... lower) {
    Given.notNull(lower, "layers", "one or more roots");
    return new Overlay(Given.list(Arrays.asList(lower), "layer", "a root"));
  }

  /**
   * Stacks directories of the host by an overlay.
   *
   * @param lowest the lowest layer
   * @param above directories that hide what is below them, the topmost last
   * @return the stack
   * @throws IllegalArgumentException when one is no directory
   */
  static Overlay layers(Path lowest, Path... above) {
    Given.notNull(above, "layers", "directories, or none");
    return new Overlay(Stream.concat(Stream.of(lowest), Stream.of(above)).map(RootFs::of).toList());
  }

  /**
   * Stacks a root and directories of the host by an overlay.
   *
   * @param lowest the lowest layer, for example {@link #busybox()}
   * @param above a directory that hides what is below it
   * @param more directories that hide what is below them, the topmost last
   * @return the stack
   * @throws IllegalArgumentException when one is no directory
   */
  static Overlay layers(RootFs lowest, Path above, Path... more) {
    Given.notNull(more, "layers", "directories, or none");
    List<RootFs> all = new ArrayList<>();
    all.add(Given.notNull(lowest, "layer", "a root"));
    all.add(of(above));
    Stream.of(more).map(RootFs::of).forEach(all::add);
    return new Overlay(all);
  }

  /**
   * Mounts this root in the calling cell thread's own mount namespace.
   *
   * @return where it is, a mount point
   * @throws org.cellblock.linux.SyscallException refused when the cell still shares MOUNT with the
   *     host
   */
  Path mount();

  /**
   * Returns the same root for a cell whose /proc/sys and its like can be written: {@code
   * systempaths=unconfined} with Docker, {@code procMount: Unmasked} with Kubernetes.
   *
   * <p>Without it {@code cell.pivotRoot} makes read-only what belongs to the whole machine, as
   * every runtime does; {@code readonlyPaths} has its names. Root in a cell can still make it
   * writable again by mount(8), unless it lost {@code CAP_SYS_ADMIN}.
   *
   * @return the root, to be given to {@code cell.pivotRoot}
   */
  default RootFs openProc() {
    return new OpenProc(this);
  }

  /**
   * Returns the directories of the host that this root is made of, the lowest first.
   *
   * @return one for a plain root; none when the root is made as a cell enters it
   */
  default List<Path> directories() {
    return List.of();
  }

  /**
   * Lists the files of this root, each with the layer that it comes from.
   *
   * @return columns path, type, mode (STRING, octal), size (LONG, bytes), layer (STRING); by path
   * @throws UnsupportedOperationException when the root is made as a cell enters it
   */
  default Table files() {
    if (directories().isEmpty()) {
      throw new UnsupportedOperationException(
          "files: this root is made when a cell enters it: look there, cell.run(\"find\", \"/\")");
    }
    List<Layer> layers = new ArrayList<>();
    for (Path directory : directories()) {
      layers.add(Layer.read(directory.toString(), directory));
    }
    return Tables.of("files", LayerFile.Row.class, Layer.merge(layers).rows());
  }

  /**
   * Lists what the cell that entered last has changed.
   *
   * @return columns change, path, type, mode (STRING), size (LONG, bytes); see {@link
   *     Overlay#diff()}
   * @throws UnsupportedOperationException when this root has no layer of its own for changes
   */
  default Table diff() {
    throw new UnsupportedOperationException(
        "diff: this root has no upper layer that would hold the changes:"
            + " RootFs.layers(root) gives it one");
  }
}
