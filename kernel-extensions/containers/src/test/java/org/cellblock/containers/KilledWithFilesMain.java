package org.cellblock.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a temporary directory with a file in it, says where, and waits to be killed. */
final class KilledWithFilesMain {

  private KilledWithFilesMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Host.temporaryDirectory("killed");
    Files.writeString(Files.createDirectory(directory.resolve("below")).resolve("file"), "text");
    System.out.println(directory);
    Thread.sleep(60_000);
  }
}
