package org.cellblock.jupyter.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cellblock.jupyter.start.KernelMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cellblock kernel}: serves a notebook; normally started by Jupyter. */
@Command(name = "kernel", mixinStandardHelpOptions = true)
final class KernelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CONNECTION_FILE")
  private Path connectionFile;

  @Override
  public Integer call() throws Exception {
    KernelMain.serve(connectionFile);
    return 0;
  }
}
