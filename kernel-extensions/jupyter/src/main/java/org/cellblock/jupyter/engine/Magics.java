package org.cellblock.jupyter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** Looks magics up and calls them. */
final class Magics {
  private final BaseKernel kernel;

  Magics(BaseKernel kernel) {
    this.kernel = kernel;
  }

  /** Calls a line magic with its arguments split like a shell's. */
  Object line(String name, String arguments) throws Exception {
    MagicsRegistry known = kernel.getMagicsRegistry();
    if (!known.getLineMagicNames().contains(name)) {
      throw unknown("%" + name);
    }
    return known.evalLineMagic(kernel, name, split(arguments));
  }

  /** Calls a cell magic. */
  Object cell(String name, String arguments, String body) throws Exception {
    MagicsRegistry known = kernel.getMagicsRegistry();
    if (!known.getCellMagicNames().contains(name)) {
      throw unknown("%%" + name);
    }
    return known.evalCellMagic(kernel, name, split(arguments), body);
  }

  /** All magics as they are typed, in order. */
  List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    kernel.getMagicsRegistry().getLineMagicNames().forEach(name -> names.add("%" + name));
    kernel.getMagicsRegistry().getCellMagicNames().forEach(name -> names.add("%%" + name));
    return List.copyOf(names);
  }

  /** Splits at blanks outside double and single quotes; a backslash keeps the next character. */
  static List<String> split(String arguments) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean inWord = false;
    for (int i = 0; i < arguments.length(); i++) {
      char c = arguments.charAt(i);
      if (c == '\\' && i + 1 < arguments.length()) {
        word.append(arguments.charAt(++i));
        inWord = true;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        inWord = true;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        flush(words, word, inWord);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    flush(words, word, inWord);
    return words;
  }

  private static void flush(List<String> words, StringBuilder word, boolean inWord) {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private CellFailure unknown(String typed) {
    String message =
        String.format(Locale.ROOT, "no magic %s; known: %s", typed, String.join(" ", names()));
    return new CellFailure("UnknownMagic", message, List.of(Ansi.error(message)), null);
  }
}
