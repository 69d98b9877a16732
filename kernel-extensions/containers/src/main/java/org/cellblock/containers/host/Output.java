package org.cellblock.containers.host;

import org.cellblock.linux.ExitStatus;

/**
 * What a program wrote and how it ended.
 *
 * @param command the program and its arguments, joined by blanks
 * @param stdout what it wrote to standard output; undecodable bytes replaced
 * @param stderr what it wrote to standard error
 * @param status how it ended
 */
public record Output(String command, String stdout, String stderr, ExitStatus status) {

  /** Returns what a shell would show as {@code $?}: 0 to 255, above 128 for a signal. */
  public int exitStatus() {
    return status.code();
  }

  /** Says whether the program ended by itself with status 0. */
  public boolean succeeded() {
    return status.isSuccess();
  }

  /** Returns what a terminal would show, and the status unless it is 0. */
  @Override
  public String toString() {
    return stdout + stderr + (succeeded() ? "" : "[" + status + "]");
  }
}
