package org.cellblock.fuzz;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.cellblock.linux.SyscallException;

/** What broke a promise, each kind of it once with the first call that showed it. */
final class Findings {

  private static final String OURS = "org.cellblock.";
  private static final String THIS = "org.cellblock.fuzz.";

  private static final class Finding {
    private final boolean isHarm;
    private final String first;
    private long count;

    Finding(boolean isHarm, String first) {
      this.isHarm = isHarm;
      this.first = first;
    }
  }

  private final Map<String, Finding> byKind = new LinkedHashMap<>();

  /** Something that a promise rules out: the host is otherwise, a call hangs, Java itself fails. */
  void addHarm(String kind, String sample) {
    add(true, kind, sample);
  }

  private synchronized void add(boolean isHarm, String kind, String sample) {
    byKind.computeIfAbsent(kind, key -> new Finding(isHarm, sample)).count++;
  }

  synchronized long harms() {
    return byKind.values().stream().filter(each -> each.isHarm).count();
  }

  synchronized boolean isEmpty() {
    return byKind.isEmpty();
  }

  synchronized List<String> lines() {
    return byKind.entrySet().stream()
        .sorted(Comparator.comparing(each -> !each.getValue().isHarm))
        .map(
            each ->
                "%s %s (%d times)%n  first: %s"
                    .formatted(
                        each.getValue().isHarm ? "HARM" : "ERROR",
                        each.getKey(),
                        each.getValue().count,
                        each.getValue().first.replace("\n", "\n  ")))
        .toList();
  }

  /** Judges what a call threw: one type for the kernel's refusals, one clear line for bad input. */
  void judge(String call, boolean isLinux, Throwable thrown) {
    whyNot(isLinux, thrown)
        .ifPresent(
            why ->
                add(
                    thrown instanceof Error,
                    "%s: %s at %s".formatted(why, thrown.getClass().getName(), place(thrown)),
                    call + "\n" + text(thrown)));
  }

  /**
   * Besides SyscallException, these are promised: CancellationException for an interrupt, as
   * java.util.concurrent has it; what names a wrong value or a state, where we threw it with a line
   * of ours; what a root or a version of cgroups has not; and UncheckedIOException with a line of
   * ours for files of images, layers and caches, which Java reads and not a call of {@code linux}.
   */
  private static Optional<String> whyNot(boolean isLinux, Throwable thrown) {
    if (thrown instanceof SyscallException || thrown instanceof CancellationException) {
      return Optional.empty();
    }
    if (thrown instanceof Error) {
      return Optional.of("an error");
    }
    if (thrown instanceof IllegalArgumentException || thrown instanceof IllegalStateException) {
      return isThrownByUs(thrown) ? Optional.empty() : Optional.of("not our line");
    }
    if (thrown instanceof UnsupportedOperationException && isThrownByUs(thrown)) {
      return Optional.empty();
    }
    if (thrown instanceof java.io.UncheckedIOException && !isLinux && isThrownByUs(thrown)) {
      return Optional.empty();
    }
    return Optional.of("not the promised type");
  }

  private static boolean isThrownByUs(Throwable thrown) {
    StackTraceElement[] stack = thrown.getStackTrace();
    return stack.length > 0
        && stack[0].getClassName().startsWith(OURS)
        && thrown.getMessage() != null;
  }

  private static String place(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(each -> each.getClassName().startsWith(OURS))
        .filter(each -> !each.getClassName().startsWith(THIS))
        .findFirst()
        .map(each -> each.getClassName() + "." + each.getMethodName())
        .orElse("no frame of ours");
  }

  static String text(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    Arrays.stream(thrown.getStackTrace())
        .limit(12)
        .forEach(at -> text.append("\n  at ").append(at));
    if (thrown.getCause() != null) {
      text.append("\n  cause: ").append(thrown.getCause());
    }
    return text.toString();
  }
}
