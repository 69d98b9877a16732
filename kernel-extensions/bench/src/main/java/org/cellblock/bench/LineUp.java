package org.cellblock.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.SyscallException;

/** Who takes part: each contestant runs once first, and is named if it can't. */
final class LineUp {

  private final List<Contestant> present = new ArrayList<>();
  private final Map<String, String> absent = new LinkedHashMap<>();

  /** Prepares a contestant; may throw {@link IllegalStateException} with the reason. */
  interface Preparation {
    Contestant prepare() throws IOException;
  }

  /** Lets a contestant in if it can do the work here; says whether it can. */
  boolean admit(String name, Preparation preparation) throws IOException {
    try {
      Contestant contestant = preparation.prepare();
      contestant.runOnce();
      present.add(contestant);
      return true;
    } catch (IllegalStateException | SyscallException cannot) {
      absent.put(name, cannot.getMessage().lines().findFirst().orElse("no reason given"));
      return false;
    }
  }

  List<Contestant> present() {
    return List.copyOf(present);
  }

  /** Returns the reason for each name that takes no part. */
  Map<String, String> absent() {
    return absent;
  }
}
