package org.cellblock.fuzz;

import java.util.Arrays;
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
    private final String first;
    private long count;

    Finding(String first) {
      this.first = first;
    }
  }

  private final Map<String, Finding> byKind = new LinkedHashMap<>();

  synchronized void add(String kind, String sample) {
    byKind.computeIfAbsent(kind, key -> new Finding(sample)).count++;
  }

  synchronized boolean isEmpty() {
    return byKind.isEmpty();
  }

  synchronized List<String> lines() {
    return byKind.entrySet().stream()
        .map(
            each ->
                "FOUND %s (%d times)%n  first: %s"
                    .formatted(
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
                    "%s: %s at %s".formatted(why, thrown.getClass().getName(), place(thrown)),
                    call + "\n" + text(thrown)));
  }

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
