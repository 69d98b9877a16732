package org.cellblock.containers.root;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.host.Lazy;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.RootDirectory;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * Layers that a cell sees as one tree.
 *
 * <p>Each cell that enters gets an upper layer of its own, in memory. It stays readable when the
 * cell is closed, until another cell enters or {@link #close()}; with this process it is gone.
 *
 * <p>An ordinary user's needs Linux 5.11 or later.
 *
 * @see <a href="https://docs.kernel.org/filesystems/overlayfs.html">overlayfs</a>
 */
public final class Overlay implements RootFs, AutoCloseable {

  private static final Lazy<Cleaner> CLEANER = new Lazy<>(Cleaner::create);

  private final List<RootFs> layers;
  private final OverlayUpper upper = new OverlayUpper();

  Overlay(List<RootFs> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("layers: expected one or more");
    }
    this.layers = List.copyOf(layers);
    OverlayUpper kept = upper;
    CLEANER.get().register(this, kept::close);
  }

  /**
   * Mounts the stack in the calling cell thread's own mount namespace: the layers as {@code
   * lowerdir}, {@code upperdir} and {@code workdir} in a new tmpfs.
   *
   * @return where it is, a mount point
   * @throws org.cellblock.linux.SyscallException EPERM for an ordinary user before Linux 5.11;
   *     EINVAL for layers that are overlays of overlays; ENODEV without overlay in the kernel
   * @throws IllegalArgumentException when there are more layers than fit into mount(2)
   */
  @Override
  public Path mount() {
    List<Path> lower = new ArrayList<>();
    for (RootFs layer : layers) {
      List<Path> ready = layer.directories();
      lower.addAll(ready.isEmpty() ? List.of(layer.mount()) : ready);
    }
    Path memory = Scratch.tmpfs();
    Path merged = memory.resolve("merged");
    try {
      Files.createDirectory(memory.resolve("upper"));
      Files.createDirectory(memory.resolve("work"));
      Files.createDirectory(merged);
      String options = OverlayOptions.of(lower, memory);
      Linux.mount("overlay", merged.toString(), "overlay", options);
      upper.keep(lower, memory.resolve("upper"));
      prepare(merged);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    return merged;
  }

  /** Makes the places of /proc and /dev; devices go to a tmpfs, so that no change is ours. */
  private static void prepare(Path merged) {
    try (RootDirectory root = RootDirectory.open(merged)) {
      root.makeDirectories("proc");
      root.makeDirectories("dev");
      root.mount("tmpfs", "dev", "tmpfs", "mode=755");
    }
  }

  /**
   * Returns the layers' directories of the host, the lowest first; not the upper, which is a
   * cell's.
   */
  @Override
  public List<Path> directories() {
    return layers.stream().anyMatch(layer -> layer.directories().isEmpty())
        ? List.of()
        : layers.stream().flatMap(layer -> layer.directories().stream()).toList();
  }

  /**
   * Lists the files as the cell that entered last sees them; those of the layers before any has.
   *
   * @return columns path, type, mode (STRING, octal), size (LONG, bytes), layer (STRING: a
   *     directory, or {@code upper}); by path
   * @throws UnsupportedOperationException when a layer is made as a cell enters, and none has
   */
  @Override
  public Table files() {
    return upper.isKept()
        ? HostThread.call(
            () -> Tables.of("files", LayerFile.Row.class, Layer.merge(upper.allLayers()).rows()))
        : RootFs.super.files();
  }

  /**
   * Lists what the cell that entered last has changed, as its upper layer has it.
   *
   * @return columns change (STRING: added, changed, deleted, replaced), path, type (STRING; {@code
   *     whiteout} is a character device 0, 0; {@code opaque directory} hides the one below), mode
   *     (STRING, octal), size (LONG, bytes); by path
   * @throws IllegalStateException before a cell has entered, and after {@link #close()}
   */
  @Override
  public Table diff() {
    checkKept("diff");
    return HostThread.call(
        () ->
            Tables.of(
                "what the cell changed",
                LayerChange.class,
                LayerChange.of(upper.layer(), Layer.merge(upper.lowerLayers()))));
  }

  /**
   * Returns the upper layer of the cell that entered last, as the host reaches it.
   *
   * @return a directory in memory, by way of {@code /proc/PID/fd}; valid as long as it is kept
   * @throws IllegalStateException before a cell has entered, and after {@link #close()}
   */
  public Path upper() {
    checkKept("upper");
    return upper.path();
  }

  /** Gives the upper layer's memory back; the stack can be entered again. */
  @Override
  public void close() {
    upper.close();
  }

  /** Returns the layers, the lowest first. */
  @Override
  public String toString() {
    return "overlay of " + layers;
  }

  private void checkKept(String what) {
    if (!upper.isKept()) {
      throw new IllegalStateException(
          "%s: no cell has entered these layers: cell.unshare(MOUNT).pivotRoot(..) first"
              .formatted(what));
    }
  }
}
