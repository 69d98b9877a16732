package org.cellblock.containers.oci;

/** Makes containers with crun. */
@NeedsRuntime("crun")
class CrunTests extends KernelRuntimeTests {

  CrunTests() {
    super("crun");
  }
}
