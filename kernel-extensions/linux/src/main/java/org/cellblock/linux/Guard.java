package org.cellblock.linux;

/** Keeps the host as it is: decides whether a call may change the world of its thread. */
final class Guard {

  private Guard() {}

  /** Lets only a cell's thread pass. */
  static CellThread cell(String call, Arguments arguments) {
    if (Thread.currentThread() instanceof CellThread cell) {
      return cell;
    }
    throw SyscallException.refused(
        call,
        arguments,
        "this thread is on the host, which is never changed",
        "open a Cell first, then cell.call(() -> " + javaName(call) + "(...))");
  }

  /** Lets only a cell's thread pass that has left the host's namespace of this kind. */
  static CellThread owner(Namespace kind, String call, Arguments arguments) {
    CellThread cell = cell(call, arguments);
    if (!cell.own().contains(kind)) {
      throw SyscallException.refused(
          call,
          arguments,
          "this cell still shares %s with the host".formatted(kind),
          "unshare(%s) first".formatted(kind));
    }
    return cell;
  }

  private static String javaName(String call) {
    return switch (call) {
      case "pivot_root" -> "Linux.pivotRoot";
      case "prctl", "capset", "setresuid", "setresgid" -> "Credentials." + call;
      case "setgroups" -> "Credentials.setresgid";
      default -> "Linux." + call;
    };
  }
}
