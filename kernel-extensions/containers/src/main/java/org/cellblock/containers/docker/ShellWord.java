package org.cellblock.containers.docker;

/** Writes a word so that a shell reads it as one. */
final class ShellWord {

  private ShellWord() {}

  static String quote(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
