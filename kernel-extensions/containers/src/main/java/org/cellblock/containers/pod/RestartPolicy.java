package org.cellblock.containers.pod;

import java.util.Arrays;
import java.util.List;
import org.cellblock.linux.ExitStatus;

/**
 * What becomes of a container whose program has ended.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Pod
 *     Lifecycle</a>
 */
public enum RestartPolicy {
  /** It is started again, however it ended. */
  ALWAYS("Always"),
  /** It is started again unless it ended by itself with status 0. */
  ON_FAILURE("OnFailure"),
  /** It stays as it is. */
  NEVER("Never");

  private final String word;

  RestartPolicy(String word) {
    this.word = word;
  }

  /** Returns the word of a manifest: {@code Always}, {@code OnFailure} or {@code Never}. */
  public String word() {
    return word;
  }

  boolean restarts(ExitStatus ended) {
    return this == ALWAYS || this == ON_FAILURE && !ended.isSuccess();
  }

  static RestartPolicy of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("[%s]: expected one of %s".formatted(word, words())));
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(RestartPolicy::word).toList();
  }
}
