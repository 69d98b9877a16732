package org.cellblock.doctor;

/**
 * What one probe found on this machine.
 *
 * @param name what was tried
 * @param verdict whether it worked
 * @param neededFor {@link #COURSE}, or the part of it that wants this
 * @param seen what the machine answered, in one line
 * @param remedy the command or setting that mends it; empty when there is nothing to mend
 */
public record Finding(String name, YesNo verdict, String neededFor, String seen, String remedy) {

  /** Without this the course can't be taken at all. */
  public static final String COURSE = "the course";

  /** Yes or no. */
  public enum YesNo {
    /** It worked. */
    YES,
    /** It didn't, and there is a remedy. */
    NO;

    /** Returns the word in small letters. */
    @Override
    public String toString() {
      return this == YES ? "yes" : "no";
    }
  }

  /** Checks that a no comes with a remedy, and a yes without. */
  public Finding {
    if (name.isBlank() || neededFor.isBlank() || seen.isBlank()) {
      throw new IllegalArgumentException(
          "finding [%s, %s, %s]: expected a name, a need and what was seen"
              .formatted(name, neededFor, seen));
    }
    if (remedy.isBlank() == (verdict == YesNo.NO)) {
      throw new IllegalArgumentException(
          "finding [%s: %s] with remedy [%s]: expected one exactly for a no"
              .formatted(name, verdict, remedy));
    }
  }

  /** Says whether the course can't be taken because of this. */
  public boolean forbidsCourse() {
    return verdict == YesNo.NO && neededFor.equals(COURSE);
  }
}
