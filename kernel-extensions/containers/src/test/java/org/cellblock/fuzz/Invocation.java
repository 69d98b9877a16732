package org.cellblock.fuzz;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.StringJoiner;

/** One call: a member, what it is called on, and its arguments. */
record Invocation(Executable member, Object receiver, Object[] arguments) {

  private static final int LONGEST = 60;

  static Invocation of(Executable member, Object receiver, Object[] arguments) {
    return new Invocation(member, receiver, arguments);
  }

  Object invoke() throws ReflectiveOperationException {
    return member instanceof Method method
        ? method.invoke(receiver, arguments)
        : ((Constructor<?>) member).newInstance(arguments);
  }

  boolean isOfLinux() {
    return member.getDeclaringClass().getPackageName().equals("org.cellblock.linux");
  }

  @Override
  public String toString() {
    StringJoiner words = new StringJoiner(", ", Members.nameOf(member) + "(", ")");
    for (Object each : arguments) {
      words.add(shown(each));
    }
    return receiver == null ? words.toString() : shown(receiver) + " . " + words;
  }

  private static String shown(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Object[] many) {
      StringJoiner words = new StringJoiner(", ", "[", "]");
      for (Object each : many) {
        words.add(shown(each));
      }
      return words.toString();
    }
    if (value.getClass().isArray()) {
      return value.getClass().getSimpleName() + Array.getLength(value);
    }
    boolean isPlain =
        value instanceof CharSequence
            || value instanceof Number
            || value instanceof Enum
            || value.getClass().getName().startsWith("java.")
            || value.getClass().isRecord();
    String text = isPlain ? value.toString() : value.getClass().getSimpleName();
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }
}
