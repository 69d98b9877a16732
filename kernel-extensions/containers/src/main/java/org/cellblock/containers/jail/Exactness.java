package org.cellblock.containers.jail;

import java.util.Locale;

/** How well Linux, through a jail here, does what a parameter does on FreeBSD. */
public enum Exactness {
  /** The same, as far as a program in the jail can tell. */
  EXACT,
  /** Something close; the reason says what differs. */
  NEAREST,
  /** Nothing is done; the reason says why. */
  NONE;

  /** Returns the name in small letters. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
