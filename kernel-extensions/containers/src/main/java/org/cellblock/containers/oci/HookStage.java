package org.cellblock.containers.oci;

/** When a runtime calls a hook, and where. */
public enum HookStage {
  /** In the runtime's namespaces, after the container's are made; deprecated. */
  PRESTART("prestart"),
  /** In the runtime's namespaces, after the container's are made, before pivot_root. */
  CREATE_RUNTIME("createRuntime"),
  /** In the container's namespaces, before pivot_root. */
  CREATE_CONTAINER("createContainer"),
  /** Inside the container, before its program. */
  START_CONTAINER("startContainer"),
  /** In the runtime's namespaces, after the program has been started. */
  POSTSTART("poststart"),
  /** In the runtime's namespaces, after the container has been deleted. */
  POSTSTOP("poststop");

  private final String key;

  HookStage(String key) {
    this.key = key;
  }

  /** Returns the key in {@code hooks} of the configuration. */
  public String key() {
    return key;
  }
}
