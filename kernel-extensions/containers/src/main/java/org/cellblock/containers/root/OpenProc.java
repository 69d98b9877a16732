package org.cellblock.containers.root;

import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * A root beside whose /proc nothing is made read-only.
 *
 * @param tree the root itself
 */
record OpenProc(RootFs tree) implements RootFs {

  @Override
  public RootFs openProc() {
    return this;
  }

  @Override
  public Path mount() {
    return tree.mount();
  }

  @Override
  public List<Path> directories() {
    return tree.directories();
  }

  @Override
  public Table files() {
    return tree.files();
  }

  @Override
  public Table diff() {
    return tree.diff();
  }
}
