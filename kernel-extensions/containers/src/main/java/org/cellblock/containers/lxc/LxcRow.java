package org.cellblock.containers.lxc;

/**
 * One container as {@code lxc-ls --fancy} lists it.
 *
 * @param name its name
 * @param state {@code RUNNING}, {@code FROZEN}, {@code STOPPED}
 * @param autostart 1 when it is to start with the machine
 * @param groups what it belongs to
 * @param ipv4 its addresses
 * @param ipv6 its addresses
 * @param unprivileged {@code true} with a user namespace of its own
 */
public record LxcRow(
    String name,
    String state,
    String autostart,
    String groups,
    String ipv4,
    String ipv6,
    String unprivileged) {

  /** Reads the last line that the program writes, seven words below their headings. */
  static LxcRow parse(String text) {
    String[] lines = text.strip().split("\n");
    String[] words = lines[lines.length - 1].replaceAll(", +", ",").strip().split(" +");
    if (words.length != 7) {
      throw new IllegalStateException(
          "lxc-ls wrote [%s]: expected a line of 7 words, as LXC 3 to 6 do"
              .formatted(text.strip()));
    }
    return new LxcRow(words[0], words[1], words[2], words[3], words[4], words[5], words[6]);
  }
}
