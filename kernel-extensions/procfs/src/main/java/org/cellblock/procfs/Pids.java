package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.DirectoryFd;

/** The numeric entries of {@code /proc}. */
final class Pids {

  private Pids() {}

  static List<String> list(DirectoryFd proc) {
    List<String> pids = new ArrayList<>();
    proc.list(
        name -> {
          if (Character.isDigit(name.charAt(0))) {
            pids.add(name);
          }
        });
    return pids;
  }
}
