package org.cellblock.containers.root;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.Fd;

/**
 * Keeps the directories of an overlay open, so that the host can read them when their mounts are
 * out of its sight, or gone.
 */
final class OverlayUpper implements AutoCloseable {

  private record Kept(String name, Fd fd) {

    static Kept of(String name, Path directory) {
      return new Kept(name, Fd.openForReading(directory.toString()));
    }

    /** By the pid, so that other programs find it as well. */
    Path path() {
      return Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + fd.number());
    }

    Layer layer() {
      return Layer.read(name, path());
    }
  }

  private final List<Kept> lowers = new ArrayList<>();
  private Kept upper;

  synchronized void keep(List<Path> lower, Path directory) {
    close();
    lower.forEach(path -> lowers.add(Kept.of(path.toString(), path)));
    upper = Kept.of("upper", directory);
  }

  synchronized boolean isKept() {
    return upper != null;
  }

  synchronized Path path() {
    return open().path();
  }

  synchronized Layer layer() {
    return open().layer();
  }

  private Kept open() {
    if (upper == null) {
      throw new IllegalStateException("this overlay was closed meanwhile; what was above is gone");
    }
    return upper;
  }

  synchronized List<Layer> lowerLayers() {
    return lowers.stream().map(Kept::layer).toList();
  }

  synchronized List<Layer> allLayers() {
    List<Layer> all = new ArrayList<>(lowerLayers());
    all.add(layer());
    return all;
  }

  @Override
  public synchronized void close() {
    lowers.forEach(each -> each.fd().close());
    lowers.clear();
    if (upper != null) {
      upper.fd().close();
      upper = null;
    }
  }
}
