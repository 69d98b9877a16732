package org.cellblock.containers.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a temporary directory with a file in it and says where, or why not; another for each line
 * that it reads.
 */
final class KilledWithFilesMain {

  private KilledWithFilesMain() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    do {
      System.out.println(made());
    } while (in.readLine() != null);
  }

  private static String made() throws IOException {
    try {
      Path directory = Host.temporaryDirectory("killed");
      Files.writeString(Files.createDirectory(directory.resolve("below")).resolve("file"), "text");
      return directory.toString();
    } catch (IllegalStateException refused) {
      return refused.getMessage();
    }
  }
}
