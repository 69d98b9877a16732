package org.cellblock.labs.namespaces;

import java.util.List;
import org.cellblock.labs.Exercise;

/** Lab 03. */
public final class NamespacesLab implements Exercise {

  /** Made by the service loader. */
  public NamespacesLab() {}

  @Override
  public String folder() {
    return "03_namespaces";
  }

  @Override
  public Class<?> tests() {
    return NamespacesTests.class;
  }

  @Override
  public List<Integer> testsPerTask() {
    return List.of(2, 1, 2, 2);
  }

  @Override
  public Scene open() {
    return Sleepers.open();
  }
}
