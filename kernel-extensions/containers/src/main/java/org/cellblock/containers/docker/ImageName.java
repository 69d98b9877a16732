package org.cellblock.containers.docker;

import org.cellblock.linux.Given;

/** Names of images: {@code busybox}, {@code localhost/app:1}, or the digits of an id. */
final class ImageName {

  private ImageName() {}

  static String check(String name) {
    Given.text(name, "image");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,254}")) {
      throw new IllegalArgumentException(
          "image [%s]: expected a name such as busybox or busybox:latest, or an id"
              .formatted(name));
    }
    return name;
  }

  /** Returns the name with its tag, which is latest where it has none. */
  static String tagged(String name) {
    check(name);
    return name.lastIndexOf(':') > name.lastIndexOf('/') ? name : name + ":latest";
  }
}
