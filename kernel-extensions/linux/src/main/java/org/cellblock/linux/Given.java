package org.cellblock.linux;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Checks what a caller gives, before any system call is made of it. */
public final class Given {

  private Given() {}

  /**
   * Returns a value that must be there.
   *
   * @param value what was given
   * @param what its name in the message
   * @param expected what would have been right, for example {@code a signal such as SIGTERM}
   * @param <T> its type
   * @return the value
   * @throws IllegalArgumentException for null
   */
  public static <T> T notNull(T value, String what, String expected) {
    if (value == null) {
      throw new IllegalArgumentException("%s [null]: expected %s".formatted(what, expected));
    }
    return value;
  }

  /**
   * Returns a text that the kernel can read whole: to it, a NUL character is the end.
   *
   * @param text what was given
   * @param what its name in the message
   * @return the text
   * @throws IllegalArgumentException for null, and for a text with a NUL character
   */
  public static String text(String text, String what) {
    notNull(text, what, "a text");
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "%s [%s]: expected a text without NUL characters; the kernel would end it there"
              .formatted(what, text.replace("\0", "\\0")));
    }
    return text;
  }

  /**
   * Returns texts that the kernel can read whole.
   *
   * @param texts what was given
   * @param what the name of one of them in the message
   * @return the texts
   * @throws IllegalArgumentException for null, also among them, and for a NUL character
   */
  public static List<String> texts(String[] texts, String what) {
    notNull(texts, what, "texts, or none");
    for (String text : texts) {
      text(text, what);
    }
    return List.of(texts);
  }

  /**
   * Returns a copy of a list in which nothing is missing.
   *
   * @param values what was given
   * @param what the name of one of them in the message
   * @param expected what would have been right
   * @param <T> their type
   * @return the values
   * @throws IllegalArgumentException for null, also among them
   */
  public static <T> List<T> list(List<T> values, String what, String expected) {
    notNull(values, what, expected).forEach(each -> notNull(each, what, expected));
    return List.copyOf(values);
  }

  /**
   * Returns values of which none is missing.
   *
   * @param values what was given
   * @param what the name of one of them in the message
   * @param expected what would have been right
   * @param <T> their type
   * @return the values
   * @throws IllegalArgumentException for null, also among them
   */
  public static <T> List<T> all(T[] values, String what, String expected) {
    return list(Arrays.asList(notNull(values, what, expected)), what, expected);
  }

  /**
   * Returns a path.
   *
   * @param path what was given
   * @param what its name in the message
   * @return the path
   * @throws IllegalArgumentException for null, a NUL character, and characters that this process
   *     can't write in names of files
   */
  public static Path path(String path, String what) {
    text(path, what);
    try {
      return Path.of(path);
    } catch (InvalidPathException unmappable) {
      throw new IllegalArgumentException(
          "%s [%s]: expected characters of %s, the encoding of file names; LC_ALL=C.UTF-8 has most"
              .formatted(what, path, System.getProperty("sun.jnu.encoding")),
          unmappable);
    }
  }

  /**
   * Returns the name of a file in a directory that is known: nothing that leads elsewhere.
   *
   * @param name what was given
   * @param what its name in the message
   * @param example a right one
   * @return the name
   * @throws IllegalArgumentException for null, no text, a slash, dots alone, a NUL character, and
   *     characters that this process can't write in names of files
   */
  public static String fileName(String name, String what, String example) {
    path(name, what);
    if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "%s [%s]: expected a name without a slash, for example %s"
              .formatted(what, name, example));
    }
    return name;
  }

  /**
   * Returns a number within its range.
   *
   * @param number what was given
   * @param least the first that is right
   * @param most the last that is right
   * @param what its name in the message, with its unit
   * @return the number
   * @throws IllegalArgumentException for any other number
   */
  public static long number(long number, long least, long most, String what) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "%s [%d]: expected %d %s"
              .formatted(what, number, least, most == Long.MAX_VALUE ? "or more" : "to " + most));
    }
    return number;
  }

  /**
   * Returns the name of an environment variable.
   *
   * @param name what was given
   * @return the name
   * @throws IllegalArgumentException for null, no text, an equals sign or a NUL character
   */
  public static String variable(String name) {
    text(name, "variable");
    if (name.isEmpty() || name.contains("=")) {
      throw new IllegalArgumentException(
          "variable [%s]: expected a name without an equals sign".formatted(name));
    }
    return name;
  }

  /**
   * Returns a copy of an environment, as execve(2) takes it: what stands in this process's own may
   * have any name.
   *
   * @param variables what was given
   * @return names and values
   * @throws IllegalArgumentException for null, also among them, and a NUL character
   */
  public static Map<String, String> environment(Map<String, String> variables) {
    notNull(variables, "environment", "all of it, empty for none");
    variables.forEach(
        (name, value) -> {
          notNull(name, "variable", "a name");
          notNull(value, "value of " + name, "a text, empty for none");
          if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
            text(name + "=" + value, "variable");
          }
        });
    return Map.copyOf(variables);
  }
}
