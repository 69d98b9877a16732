package org.cellblock.containers.pod;

import java.util.regex.Pattern;

/** The names of pods, containers and volumes: labels of DNS, short enough for a cell's name. */
final class PodNames {

  static final String PAUSE = "pause";

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  /** Two of them and a dot are the name of a cell. */
  private static final int LONGEST = 31;

  private static final int LONGEST_HOSTNAME = 63;

  private PodNames() {}

  static String check(String name, String what) {
    return check(name, what, LONGEST);
  }

  static String hostname(String name) {
    return check(name, "hostname", LONGEST_HOSTNAME);
  }

  static String container(String name) {
    if (PAUSE.equals(name)) {
      throw new IllegalArgumentException(
          "container name [pause]: expected another: the pod's own process has this one");
    }
    return check(name, "container name");
  }

  private static String check(String name, String what, int longest) {
    if (name == null || name.length() > longest || !LABEL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s [%s]: expected 1 to %d lowercase letters, digits or dashes, no dash at an end"
              .formatted(what, name, longest));
    }
    return name;
  }
}
