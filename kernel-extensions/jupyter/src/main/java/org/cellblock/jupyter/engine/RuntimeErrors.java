package org.cellblock.jupyter.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cellblock.linux.SyscallException;

/** Exceptions of a cell as text: the message, the cell's own lines, no frame of the kernel. */
final class RuntimeErrors {
  private static final int LIBRARY_FRAMES = 6;
  private static final Pattern KERNEL =
      Pattern.compile("org\\.cellblock\\.jupyter\\.(engine|wire)\\.");

  /** The class that JShell puts around a variable or class of the notebook's. */
  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]");

  private final Snippets snippets;

  RuntimeErrors(Snippets snippets) {
    this.snippets = snippets;
  }

  /**
   * Makes the failure.
   *
   * @param thrown what the learner's code threw
   * @param mapped the same chain with JShell's frames, which name snippets; null if unknown
   */
  CellFailure of(Throwable thrown, Throwable mapped) {
    List<String> lines = new ArrayList<>();
    Throwable each = thrown;
    Throwable frames = mapped;
    while (each != null) {
      describe(each, frames == null ? each : frames, each != thrown, lines);
      each = each.getCause() == each ? null : each.getCause();
      frames = frames == null ? null : frames.getCause();
    }
    String value = String.valueOf(messageOf(thrown)).lines().findFirst().orElse("");
    return new CellFailure(nameOf(thrown), value, lines, thrown);
  }

  private void describe(Throwable thrown, Throwable frames, boolean isCause, List<String> lines) {
    boolean teaching = thrown instanceof SyscallException || thrown instanceof ExitRefused;
    String message = messageOf(thrown);
    String head = teaching ? message : nameOf(thrown) + (message == null ? "" : ": " + message);
    List<String> words = head.lines().toList();
    lines.add(Ansi.error((isCause ? "Caused by: " : "") + words.get(0)));
    lines.addAll(words.subList(1, words.size()));
    trace(frames.getStackTrace(), teaching, lines);
  }

  private void trace(StackTraceElement[] frames, boolean onlyCells, List<String> lines) {
    int last = lastOfCell(frames);
    int library = 0;
    boolean first = true;
    String previous = "";
    for (StackTraceElement frame : Arrays.asList(frames).subList(0, last + 1)) {
      Optional<Origin> origin = snippets.ofFrame(frame);
      if (origin.isPresent()) {
        String place = "    at " + place(frame, origin.get());
        if (!place.equals(previous)) {
          lines.add(place);
        }
        previous = place;
        if (first) {
          lines.add("       " + origin.get().text(lineOf(frame, origin.get())).strip());
        }
        first = false;
      } else if (!onlyCells && isShown(frame) && library++ < LIBRARY_FRAMES) {
        lines.add("    at " + frame);
      }
    }
  }

  private int lastOfCell(StackTraceElement[] frames) {
    for (int i = frames.length - 1; i >= 0; i--) {
      if (snippets.ofFrame(frames[i]).isPresent()) {
        return i;
      }
    }
    return Math.min(frames.length, LIBRARY_FRAMES) - 1;
  }

  private static boolean isShown(StackTraceElement frame) {
    String name = frame.getClassName();
    return !KERNEL.matcher(name).lookingAt()
        && !name.startsWith("jdk.internal.")
        && !name.startsWith("java.lang.reflect.")
        && !name.startsWith("java.lang.invoke.");
  }

  private static String place(StackTraceElement frame, Origin origin) {
    String method = frame.getMethodName();
    boolean isPlain = !method.isEmpty() && !method.contains("do_it") && !method.contains("$");
    String of = isPlain ? method + ", " : "";
    String cell = origin.cell() == 0 ? "cell" : "cell [" + origin.cell() + "]";
    return of + Ansi.place(cell + ", line " + lineOf(frame, origin));
  }

  private static int lineOf(StackTraceElement frame, Origin origin) {
    return origin.line(Math.max(1, frame.getLineNumber()));
  }

  private static String messageOf(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? null : WRAPPER.matcher(message).replaceAll("");
  }

  private static String nameOf(Throwable thrown) {
    String simple = thrown.getClass().getSimpleName();
    return simple.isEmpty() ? thrown.getClass().getName() : simple;
  }
}
