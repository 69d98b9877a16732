package org.cellblock.linux;

/** The program that every cell with a pid namespace runs as its pid 1: {@code init.c}. */
final class InitProgram {

  private static final MemoryFile FILE = MachineProgram.inMemory("init");

  private InitProgram() {}

  static String path() {
    return FILE.path();
  }
}
