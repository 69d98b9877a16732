package org.cellblock.jupyter.cli;

import java.nio.file.Path;
import org.cellblock.jupyter.engine.Ending;
import org.cellblock.jupyter.start.KernelMain;

/** The jar's entry: the notebook kernel, or one of the command line's Java parts. */
public final class CellblockMain {
  private CellblockMain() {}

  /**
   * Runs {@code kernel CONNECTION_FILE}, or hands the words to picocli.
   *
   * @param args the words
   * @throws Exception when the kernel can't start
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 2 && args[0].equals("kernel")) {
      KernelMain.serve(Path.of(args[1])); // without picocli, which would cost start-up time
      Ending.exit(0);
    }
    Ending.exit(CellblockCommand.run(args));
  }
}
