package org.cellblock.jupyter.engine;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries the values of variables over when JShell wraps a variable into a new class, which it does
 * whenever something that the variable's line used is declared anew.
 */
final class Carrier {
  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$(\\d+)[A-Z]*");

  /** The classes that a variable's line has been in, the newest last. */
  private final Map<String, List<Class<?>>> versions = new HashMap<>();

  private final Map<Class<?>, List<Field>> carried = new HashMap<>();
  private final List<String> lost = new ArrayList<>();

  /** Copies values into the newly loaded class from the one that it replaces. */
  void carry(Class<?> fresh) throws IllegalAccessException {
    Matcher wrapper = WRAPPER.matcher(fresh.getName());
    if (!wrapper.matches()) {
      return;
    }
    List<Class<?>> before = versions.computeIfAbsent(wrapper.group(1), id -> new ArrayList<>());
    Class<?> old = before.isEmpty() ? null : before.get(before.size() - 1);
    before.add(fresh);
    if (old == null) {
      return;
    }
    for (Field from : old.getDeclaredFields()) {
      if (Modifier.isStatic(from.getModifiers()) && !from.isSynthetic()) {
        copy(from, fresh);
      }
    }
  }

  /** Gives the class's variables their defaults again: its own declaration is about to run. */
  void reset(Class<?> declared) throws IllegalAccessException {
    List<Field> fields = carried.remove(declared);
    if (fields != null) {
      for (Field field : fields) {
        field.set(null, defaultOf(field.getType()));
        lost.remove(field.getName());
      }
    }
  }

  /**
   * Gives the class's variables, whose declaration has run, to the classes that it replaces as
   * well. Older lambdas and threads use these; and what they still held would never be free again.
   */
  void settle(Class<?> declared) throws IllegalAccessException {
    Matcher wrapper = WRAPPER.matcher(declared.getName());
    for (Class<?> old : wrapper.matches() ? versions.get(wrapper.group(1)) : List.<Class<?>>of()) {
      for (Field from : declared.getDeclaredFields()) {
        Field to = old == declared || from.isSynthetic() ? null : field(old, from.getName());
        if (to != null) {
          from.setAccessible(true); // JShell's wrapper classes are not public
          to.setAccessible(true);
          boolean isSame = to.getType() == from.getType();
          to.set(null, isSame ? from.get(null) : defaultOf(to.getType()));
        }
      }
    }
  }

  /** The variables that had a value and could not keep it, since the last call. */
  List<String> takeLost() {
    List<String> names = List.copyOf(lost);
    lost.clear();
    return names;
  }

  private void copy(Field from, Class<?> fresh) throws IllegalAccessException {
    Field to = field(fresh, from.getName());
    if (to == null) {
      return;
    }
    from.setAccessible(true); // JShell's wrapper classes are not public
    to.setAccessible(true);
    carried.computeIfAbsent(fresh, c -> new ArrayList<>()).add(to);
    Object value = from.get(null);
    if (to.getType() == from.getType() || to.getType().isInstance(value)) {
      to.set(null, value);
    } else if (value != null) {
      lost.add(from.getName());
    }
  }

  private static Field field(Class<?> type, String name) {
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals(name)
          && Modifier.isStatic(field.getModifiers())
          && !Modifier.isFinal(field.getModifiers())) {
        return field;
      }
    }
    return null;
  }

  private static Object defaultOf(Class<?> type) {
    return Array.get(Array.newInstance(type, 1), 0);
  }
}
