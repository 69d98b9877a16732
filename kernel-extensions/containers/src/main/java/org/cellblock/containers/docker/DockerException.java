package org.cellblock.containers.docker;

import org.cellblock.linux.Given;

/**
 * What an engine refused, or why its answer is none.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API, errors</a>
 */
public final class DockerException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final String request;
  private final int status;
  private final String engineText;

  /**
   * Makes one.
   *
   * @param request what was asked, for example {@code POST /containers/create}
   * @param status the status of HTTP, 400 to 599; 0 where the answer was none of HTTP
   * @param engineText what the engine said, or what was wrong with it
   */
  public DockerException(String request, int status, String engineText) {
    super(text(request, status, engineText));
    this.request = request;
    this.status = status;
    this.engineText = engineText;
  }

  DockerException(String request, String trouble, Throwable cause) {
    this(request, 0, trouble);
    initCause(cause);
  }

  private static String text(String request, int status, String engineText) {
    Given.text(request, "request");
    Given.notNull(engineText, "text", "what the engine said");
    return status == 0
        ? "%s (%s)".formatted(engineText, request)
        : "%s (%s: status %d)".formatted(engineText, request, status);
  }

  /** Returns what was asked, for example {@code POST /containers/create}. */
  public String request() {
    return request;
  }

  /** Returns the status of HTTP, 400 to 599; 0 where the answer was none of HTTP. */
  public int status() {
    return status;
  }

  /** Returns the engine's own text. */
  public String engineText() {
    return engineText;
  }
}
