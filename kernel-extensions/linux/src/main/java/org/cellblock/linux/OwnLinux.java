package org.cellblock.linux;

/** The micro VM: what a learner may not do on this machine, anybody may there. */
public final class OwnLinux {

  /** Set by who starts this JVM, where {@code up} has seen that the micro VM starts. */
  private static final String IS_OFFERED = "cellblock.ownLinux";

  private OwnLinux() {}

  /** Says whether the notebook kernel in a Linux of its own can be chosen on this machine. */
  public static boolean isOffered() {
    return Boolean.getBoolean(IS_OFFERED);
  }

  /** Returns how to get there from here, to end a hint with: what to choose, or what to type. */
  public static String way() {
    return isOffered()
        ? "the notebook kernel \"Cellblock (own Linux)\""
        : "./cellblock run --microvm NOTEBOOK";
  }
}
