package org.cellblock.containers.host;

import org.cellblock.linux.ExitStatus;
import org.cellblock.linux.Given;

/**
 * What a program wrote and how it ended.
 *
 * @param command the program and its arguments, joined by blanks
 * @param stdout what it wrote to standard output; undecodable bytes replaced
 * @param stderr what it wrote to standard error
 * @param status how it ended
 */
public record Output(String command, String stdout, String stderr, ExitStatus status) {

  /** Checks that nothing is missing. */
  public Output {
    Given.notNull(command, "command", "the program and its arguments");
    Given.notNull(stdout, "stdout", "what it wrote, empty for nothing");
    Given.notNull(stderr, "stderr", "what it wrote, empty for nothing");
    Given.notNull(status, "status", "how the program ended");
  }

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
