package org.cellblock.jupyter.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import org.cellblock.linux.SyscallException;

/** Remembers what failed cells should have made, and tells it to the cells that want to use it. */
final class Losses {
  /** What the compiler can't find, unless it is a member of something that it has found. */
  private static final Pattern SYMBOL =
      Pattern.compile(
          "(?s)symbol: +(?:variable|method|class) (\\w+)(?!.*location: (?!class[^.]*$))");

  /** What JShell can't resolve. */
  private static final Pattern MISSING = Pattern.compile("(?:variable|method|class) (\\w+)");

  /** How the JVM names a notebook's variable in a NullPointerException. */
  private static final Pattern VARIABLE =
      Pattern.compile("because \"REPL\\.\\$JShell\\$\\w+\\.(\\w+)\" is null");

  /** How it names a parameter, with and without its name in the class file. */
  private static final Pattern PARAMETER = Pattern.compile("because \"<?\\w+>?\" is null");

  private static final Set<Class<?>> REFUSALS =
      Set.of(SyscallException.class, IllegalStateException.class, IllegalArgumentException.class);

  /** So many characters of an earlier error are told. */
  private static final int LINE = 200;

  private final Map<String, Loss> losses = new HashMap<>();

  /**
   * What became of a name.
   *
   * @param name of a variable, method or class
   * @param cell that should have made it
   * @param why it didn't, as the end of a sentence about the cell
   * @param root the loss that this one is due to; null if it is due to none
   */
  record Loss(String name, int cell, String why, Loss root) {
    String text() {
      return "`%s` comes from cell %d, which %s".formatted(name, cell, why);
    }

    private Loss of(String other, int user) {
      Loss first = root == null ? this : root;
      String needs =
          "needs `%s` from cell %d, which %s".formatted(first.name, first.cell, first.why);
      return new Loss(other, user, needs, first);
    }
  }

  /** Remembers what a cell doesn't make because of a failure. */
  void lose(Collection<String> names, int cell, CellFailure failure) {
    for (String name : names) {
      Loss loss =
          failure instanceof NotMade earlier
              ? earlier.root().of(name, cell)
              : new Loss(name, cell, why(failure), null);
      losses.put(name, loss);
    }
  }

  /** Forgets what has been made now. */
  void made(Collection<String> names) {
    losses.keySet().removeAll(names);
  }

  /** Whether a text may name something that is lost. */
  boolean areIn(String java) {
    return losses.keySet().stream().anyMatch(java::contains);
  }

  /** Explains compile errors, if a lost name is among them; the other errors stand below. */
  CellFailure explain(List<Diag> errors, Origin origin) {
    Map<String, Loss> used = new LinkedHashMap<>();
    List<Diag> others = new ArrayList<>();
    for (Diag error : errors) {
      Optional<Loss> loss = named(SYMBOL, error.getMessage(Locale.ROOT));
      loss.ifPresentOrElse(known -> used.put(known.name(), known), () -> others.add(error));
    }
    if (used.isEmpty()) {
      return CompileErrors.of(errors, origin);
    }
    List<String> below = others.isEmpty() ? List.of() : CompileErrors.of(others, origin).lines();
    return new NotMade(List.copyOf(used.values()), below, null);
  }

  /** Explains a use of what waits for a lost name, such as {@code variable calls}. */
  Optional<CellFailure> explain(String missing, Throwable thrown) {
    return named(MISSING, missing).map(loss -> new NotMade(List.of(loss), List.of(), thrown));
  }

  /** Explains a null that is there only because a lost variable is. */
  Optional<CellFailure> explainNull(Throwable thrown, String java, Predicate<String> isNull) {
    String message = String.valueOf(thrown.getMessage());
    boolean isPointer = thrown instanceof NullPointerException;
    if (isPointer && VARIABLE.matcher(message).find()) {
      return named(VARIABLE, message).map(loss -> new NotMade(List.of(loss), List.of(), thrown));
    }
    boolean isPassedOn =
        isPointer && (!message.contains("because") || PARAMETER.matcher(message).find())
            || thrown instanceof IllegalArgumentException && message.contains("null");
    List<Loss> used = isPassedOn ? usedIn(java, isNull) : List.of();
    String original = thrown.getClass().getSimpleName() + ": " + message;
    return used.isEmpty()
        ? Optional.empty()
        : Optional.of(new NotMade(used, original.lines().limit(1).toList(), thrown));
  }

  private List<Loss> usedIn(String java, Predicate<String> isNull) {
    return losses.values().stream()
        .filter(each -> Pattern.compile("(?<![\\w.])" + each.name() + "\\b").matcher(java).find())
        .filter(each -> isNull.test(each.name()))
        .toList();
  }

  private Optional<Loss> named(Pattern pattern, String message) {
    return pattern
        .matcher(message)
        .results()
        .flatMap(found -> Stream.ofNullable(losses.get(found.group(1))))
        .findFirst();
  }

  /** A call's arguments, which stand in the middle, may be a page long. */
  private static String shortened(String message) {
    int end = message.length() - LINE / 2;
    return message.length() <= LINE
        ? message
        : message.substring(0, LINE / 2) + " ... " + message.substring(end);
  }

  private static String why(CellFailure failure) {
    String message = shortened(failure.getMessage());
    if (failure.name().equals(Interruption.ASKED_FOR.name())) {
      return "was interrupted";
    }
    if (failure.name().equals(CompileErrors.NAME)) {
      return "doesn't compile: " + message;
    }
    if (message.isEmpty()) {
      return "failed: " + failure.name();
    }
    boolean isRefused =
        failure.getCause() != null && REFUSALS.contains(failure.getCause().getClass());
    return isRefused ? "was refused: " + message : "failed: " + failure.name() + ": " + message;
  }
}
