package org.cellblock.linux;

/** The kernel's error numbers; errno(3). */
record Errno(int number, String name, String text) {

  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int ENOTDIR = 20;
  static final int EINVAL = 22;
  static final int ENOSYS = 38;
  static final int ELOOP = 40;

  private static final int EOPNOTSUPP = 95;

  static Errno of(int number) {
    jnr.constants.platform.Errno known = jnr.constants.platform.Errno.valueOf(number);
    if (number == EOPNOTSUPP) {
      return new Errno(number, "EOPNOTSUPP", "Operation not supported");
    }
    if (known == jnr.constants.platform.Errno.__UNKNOWN_CONSTANT__) {
      return new Errno(number, "errno", "Unknown error");
    }
    return new Errno(number, known.name(), known.description());
  }

  @Override
  public String toString() {
    return "%s (%d) %s".formatted(name, number, text);
  }
}
